#include "daemon/recogniser/session.hpp"

/// shoujian-recogniser DIR
int main(int count, char** arguments) {
    return shoujian::run_recogniser(count == 2 ? arguments[1] : "");
}
