#include "parsers/recognition/onnx_runtime.hpp"

#include <dlfcn.h>

#include <array>
#include <bit>
#include <cstdlib>
#include <utility>

namespace shoujian {

namespace {

// Opaque to us as to any user of the interface.
struct OrtStatus;
struct OrtEnv;
struct OrtSession;
struct OrtOptions;
struct OrtMemory;
struct OrtAllocator;
struct OrtValue;
struct OrtShape;

/// onnxruntime_c_api.h: places in struct OrtApi, which never change once released (the header's own
/// promise), with the arguments of each.
using Function = void (*)();
template <std::size_t place, class Signature>
struct Row {
    using Pointer = Signature*;
    static constexpr std::size_t index = place;
};
using GetErrorMessage = Row<2, const char*(const OrtStatus*)>;
using CreateEnv = Row<3, OrtStatus*(int level, const char* name, OrtEnv**)>;
using DisableTelemetry = Row<6, OrtStatus*(const OrtEnv*)>;
using CreateSessionFromArray =
    Row<8, OrtStatus*(const OrtEnv*, const void*, std::size_t, const OrtOptions*, OrtSession**)>;
using Run = Row<9,
                OrtStatus*(OrtSession*,
                           const void* run_options,
                           const char* const* input_names,
                           const OrtValue* const* inputs,
                           std::size_t input_count,
                           const char* const* output_names,
                           std::size_t output_count,
                           OrtValue** outputs)>;
using CreateOptions = Row<10, OrtStatus*(OrtOptions**)>;
using DisableMemPattern = Row<17, OrtStatus*(OrtOptions*)>;
using DisableCpuMemArena = Row<19, OrtStatus*(OrtOptions*)>;
using SetOptimization = Row<23, OrtStatus*(OrtOptions*, int level)>;
using SetIntraOpThreads = Row<24, OrtStatus*(OrtOptions*, int)>;
using SetInterOpThreads = Row<25, OrtStatus*(OrtOptions*, int)>;
using InputName = Row<36, OrtStatus*(const OrtSession*, std::size_t, OrtAllocator*, char** name)>;
using OutputName = Row<37, OrtStatus*(const OrtSession*, std::size_t, OrtAllocator*, char** name)>;
using CreateTensor = Row<49,
                         OrtStatus*(const OrtMemory*,
                                    void* data,
                                    std::size_t bytes,
                                    const std::int64_t* shape,
                                    std::size_t rank,
                                    int element_type,
                                    OrtValue**)>;
using TensorData = Row<51, OrtStatus*(OrtValue*, void**)>;
using ElementType = Row<60, OrtStatus*(const OrtShape*, int*)>;
using DimensionsCount = Row<61, OrtStatus*(const OrtShape*, std::size_t*)>;
using Dimensions = Row<62, OrtStatus*(const OrtShape*, std::int64_t*, std::size_t)>;
using TensorShape = Row<65, OrtStatus*(const OrtValue*, OrtShape**)>;
using CpuMemory = Row<69, OrtStatus*(int allocator, int kind, OrtMemory**)>;
using AllocatorFree = Row<76, OrtStatus*(OrtAllocator*, void*)>;
using DefaultAllocator = Row<78, OrtStatus*(OrtAllocator**)>;
using ReleaseEnv = Row<92, void(OrtEnv*)>;
using ReleaseStatus = Row<93, void(OrtStatus*)>;
using ReleaseMemory = Row<94, void(OrtMemory*)>;
using ReleaseSession = Row<95, void(OrtSession*)>;
using ReleaseValue = Row<96, void(OrtValue*)>;
using ReleaseShape = Row<99, void(OrtShape*)>;
using ReleaseOptions = Row<100, void(OrtOptions*)>;
using AddConfigEntry = Row<130, OrtStatus*(OrtOptions*, const char* key, const char* value)>;

struct ApiBase {
    const Function* (*get_api)(std::uint32_t version);
    const char* (*version)();
};

constexpr std::uint32_t api_version = 8;  // of 1.8, the first whose keys and functions we use
constexpr int only_fatal = 4, all_optimizations = 99, float_elements = 1;
constexpr int device_allocator = 0, default_memory = 0;

Error failed(const std::string& doing, const std::string& what) {
    return {Fault::damaged, "识别引擎 ONNX Runtime " + doing + ": " + what};
}

class Table {
public:
    explicit Table(const Function* functions) : functions_(functions) {}

    template <class R, class... Arguments>
    auto call(Arguments... arguments) const {
        return std::bit_cast<typename R::Pointer>(functions_[R::index])(arguments...);
    }

    /// The same for a function that may fail.
    template <class R, class... Arguments>
    Result<Done> attempt(const char* doing, Arguments... arguments) const {
        OrtStatus* const status = call<R>(arguments...);
        if (status == nullptr) return Done{};
        const Error error = failed(doing, call<GetErrorMessage>(status));
        call<ReleaseStatus>(status);
        return error;
    }

private:
    const Function* functions_;
};

/// A thing of the engine's, given back with the row that releases it.
template <class T, class Release>
class Owned {
public:
    explicit Owned(Table table) : table_(table) {}
    Owned(Owned&& other) noexcept
        : table_(other.table_), thing_(std::exchange(other.thing_, nullptr)) {}
    Owned& operator=(Owned&& other) noexcept {
        std::swap(table_, other.table_);
        std::swap(thing_, other.thing_);
        return *this;
    }
    ~Owned() {
        if (thing_ != nullptr) table_.call<Release>(thing_);
    }
    T* get() const { return thing_; }
    T** out() { return &thing_; }

private:
    Table table_;
    T* thing_ = nullptr;
};

using Env = Owned<OrtEnv, ReleaseEnv>;
using Memory = Owned<OrtMemory, ReleaseMemory>;
using Options = Owned<OrtOptions, ReleaseOptions>;
using Session = Owned<OrtSession, ReleaseSession>;
using Value = Owned<OrtValue, ReleaseValue>;
using Shape = Owned<OrtShape, ReleaseShape>;

/// One thread, which is the caller's. No arena: it keeps the most that a page ever needed for good,
/// and pages differ in every size.
Result<Done> set_options(const Table& api, OrtOptions* options) {
    const char* const doing = "设置";
    if (auto done = api.attempt<SetIntraOpThreads>(doing, options, 1); !done) return done;
    if (auto done = api.attempt<SetInterOpThreads>(doing, options, 1); !done) return done;
    if (auto done = api.attempt<DisableMemPattern>(doing, options); !done) return done;
    if (auto done = api.attempt<DisableCpuMemArena>(doing, options); !done) return done;
    if (auto done =
            api.attempt<AddConfigEntry>(doing, options, "session.intra_op.allow_spinning", "0");
        !done)
        return done;
    if (auto done =
            api.attempt<AddConfigEntry>(doing, options, "session.set_denormal_as_zero", "1");
        !done)
        return done;
    return api.attempt<SetOptimization>(doing, options, all_optimizations);
}

}  // namespace

struct OnnxRuntime::Engine {
    explicit Engine(const Function* functions) : api(functions), env(api), memory(api) {}
    Table api;
    Env env;
    Memory memory;  ///< says that our arrays lie in plain memory
};

struct OnnxModel::State {
    using Engine = OnnxRuntime::Engine;
    explicit State(std::shared_ptr<Engine> e) : engine(std::move(e)), session(engine->api) {}
    std::shared_ptr<Engine> engine;
    Session session;
    std::string input, output;

    Result<TensorView> view(OrtValue* value) const {
        const Table& api = engine->api;
        Shape shape(api);
        if (auto done = api.attempt<TensorShape>("结果", value, shape.out()); !done)
            return done.error();
        std::size_t rank = 0;
        int type = 0;
        if (auto done = api.attempt<DimensionsCount>("结果", shape.get(), &rank); !done)
            return done.error();
        if (auto done = api.attempt<ElementType>("结果", shape.get(), &type); !done)
            return done.error();
        if (type != float_elements) return failed("结果", "不是浮点数");
        TensorView out{std::vector<std::int64_t>(rank), {}};
        if (auto done = api.attempt<Dimensions>("结果", shape.get(), out.shape.data(), rank); !done)
            return done.error();
        std::size_t count = 1;
        for (const std::int64_t length : out.shape) count *= static_cast<std::size_t>(length);
        void* data = nullptr;
        if (auto done = api.attempt<TensorData>("结果", value, &data); !done) return done.error();
        out.values = {static_cast<const float*>(data), count};
        return out;
    }
};

OnnxModel::OnnxModel(std::unique_ptr<State> state) : state_(std::move(state)) {}
OnnxModel::OnnxModel(OnnxModel&& other) noexcept = default;
OnnxModel& OnnxModel::operator=(OnnxModel&& other) noexcept = default;
OnnxModel::~OnnxModel() = default;

Result<Done> OnnxModel::run(const TensorView& input,
                            const std::function<void(const TensorView&)>& take) {
    const Table& api = state_->engine->api;
    Value given(api), got(api);
    // The interface takes a pointer to what may change; an input is only read.
    void* const data = const_cast<float*>(input.values.data());
    if (auto done = api.attempt<CreateTensor>("输入", state_->engine->memory.get(), data,
                                              input.values.size_bytes(), input.shape.data(),
                                              input.shape.size(), float_elements, given.out());
        !done)
        return done;
    const char* const inputs[] = {state_->input.c_str()};
    const char* const outputs[] = {state_->output.c_str()};
    const OrtValue* const values[] = {given.get()};
    if (auto done = api.attempt<Run>("运行", state_->session.get(), nullptr, inputs, values,
                                     std::size_t{1}, outputs, std::size_t{1}, got.out());
        !done)
        return done;
    auto result = state_->view(got.get());
    if (!result) return result.error();
    take(*result);
    return Done{};
}

Result<OnnxRuntime> OnnxRuntime::load(const std::string& library) {
    // Release 1.30 reports to its maker: a thread, a folder under ~/.cache, the machine's id read.
    // Set, none of it begins.
    setenv("ORT_DISABLE_TELEMETRY", "1", 1);
    // Never unloaded: it leaves destructors of its own behind.
    void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return Error{Fault::absent, "识别引擎: " + std::string(dlerror())};
    using Get = const ApiBase* (*)();
    const auto get = std::bit_cast<Get>(dlsym(handle, "OrtGetApiBase"));
    if (get == nullptr) return Error{Fault::absent, "识别引擎: " + library + " 不是 ONNX Runtime"};
    const Function* const functions = get()->get_api(api_version);
    if (functions == nullptr)
        return Error{Fault::absent,
                     "识别引擎: " + library + " 的版本太旧 (" + get()->version() + ")"};
    auto engine = std::make_shared<Engine>(functions);
    if (auto done =
            engine->api.attempt<CreateEnv>("启动", only_fatal, "shoujian", engine->env.out());
        !done)
        return done.error();
    if (auto done = engine->api.attempt<CpuMemory>("启动", device_allocator, default_memory,
                                                   engine->memory.out());
        !done)
        return done.error();
    if (auto done = engine->api.attempt<DisableTelemetry>(
            "启动", static_cast<const OrtEnv*>(engine->env.get()));
        !done)
        return done.error();
    return OnnxRuntime(std::move(engine));
}

Result<OnnxModel> OnnxRuntime::model(ByteSpan onnx) const {
    const Table& api = engine_->api;
    Options options(api);
    if (auto done = api.attempt<CreateOptions>("设置", options.out()); !done) return done.error();
    if (auto done = set_options(api, options.get()); !done) return done.error();
    auto state = std::make_unique<OnnxModel::State>(engine_);
    if (auto done = api.attempt<CreateSessionFromArray>(
            "读模型", static_cast<const OrtEnv*>(engine_->env.get()),
            static_cast<const void*>(onnx.data()), onnx.size(),
            static_cast<const OrtOptions*>(options.get()), state->session.out());
        !done)
        return done.error();
    OrtAllocator* allocator = nullptr;
    if (auto done = api.attempt<DefaultAllocator>("读模型", &allocator); !done) return done.error();
    const auto name = [&](auto row, std::string& out) {
        char* text = nullptr;
        auto done = api.attempt<decltype(row)>("读模型", state->session.get(), std::size_t{0},
                                               allocator, &text);
        if (!done) return done;
        out = text;
        return api.attempt<AllocatorFree>("读模型", allocator, static_cast<void*>(text));
    };
    if (auto done = name(InputName{}, state->input); !done) return done.error();
    if (auto done = name(OutputName{}, state->output); !done) return done.error();
    return OnnxModel(std::move(state));
}

}  // namespace shoujian
