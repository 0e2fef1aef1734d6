#pragma once

#include "sync/appeals.h"

#include <QJsonObject>

#include <optional>

namespace CLI {
class App;
}

namespace datanet::app::cli {

class Session;

// Appealing a result, and delivering the records to the outside panel that an appeal brings.
void addAppealCommands(CLI::App *contribution, Session &session);

// Says what became of a contribution's appeal, and gives the same for --json; null without one.
[[nodiscard]] QJsonValue tellAppeal(Session &session, const sync::Contribution &contribution,
                                    const std::optional<sync::AppealFacts> &appeal, const QString &coin);

} // namespace datanet::app::cli
