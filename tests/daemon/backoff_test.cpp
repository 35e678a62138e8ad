#include "daemon/backoff.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;
using namespace std::chrono_literals;

TEST_CASE(
    "where a person must act, a step asks at most every five minutes; else it is patient too") {
    const auto [fault, rests] = GENERATE(table<Fault, std::vector<std::chrono::seconds>>({
        {Fault::refused, {5min, 10min, 15min, 15min}},
        {Fault::configuration, {5min, 10min, 15min, 15min}},
        {Fault::network, {30s, 60s, 120s, 240s, 300s, 300s}},
        {Fault::storage, {30s, 60s, 120s, 240s, 300s, 300s}},
    }));
    Backoff backoff;
    for (const auto rest : rests) CHECK(backoff.after(fault) == rest);
    backoff.reset();
    CHECK(backoff.after(fault) == rests.front());
}
