#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// A dense array of numbers, the last dimension fastest. What a model gave is the engine's and
/// lasts for the call only.
struct TensorView {
    std::vector<std::int64_t> shape;
    std::span<const float> values;
};

/// A network with one input and one output of 32-bit floats, run in the calling thread.
class OnnxModel {
public:
    OnnxModel(OnnxModel&& other) noexcept;
    OnnxModel& operator=(OnnxModel&& other) noexcept;
    ~OnnxModel();

    /// input    any shape that the network takes
    /// take     called once with what came out
    /// returns  Fault::damaged, with the engine's words, where it could not be run
    Result<Done> run(const TensorView& input, const std::function<void(const TensorView&)>& take);

private:
    friend class OnnxRuntime;
    struct State;
    explicit OnnxModel(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// ONNX Runtime 1.8 or later, by its C interface, whose table of functions only ever grows at its
/// end. It is loaded when it is asked for, as Debian 12 has no package to link with: the one file
/// that anything under parsers/ opens.
class OnnxRuntime {
public:
    /// Its reports to its maker are turned off, by the environment of this process.
    ///
    /// library  path of libonnxruntime.so.1
    static Result<OnnxRuntime> load(const std::string& library);

    /// onnx  the whole file; used during the call only. No thread is started for it
    Result<OnnxModel> model(ByteSpan onnx) const;

private:
    friend class OnnxModel;
    struct Engine;
    explicit OnnxRuntime(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<Engine> engine_;
};

}  // namespace shoujian
