#pragma once

#include "sync/duplicate_proof.h"

#include <QJsonValue>

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

// review duplicates: which records of a contribution others had published before, and taking its bond by that proof.
void addDuplicatesCommand(CLI::App *review, Session &session);

// That copies were proven and the deposit taken, said and for JSON; null where none were. count: of all records.
[[nodiscard]] QJsonValue tellBondTaken(Session &session, const std::optional<sync::BondTaken> &taken,
                                       std::uint32_t count);

} // namespace datanet::app::cli
