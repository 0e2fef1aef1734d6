#pragma once

#include "base/task.h"

#include <QString>
#include <QUrl>

// A round's files at an inbox: each by its SHA-256, and a manifest that names them, whose own digest is the end of the
// locator. So a locator of a few bytes on chain binds all of them.
namespace datanet::sync {

// Returns the locator.
[[nodiscard]] base::Result<QString> uploadRound(const QUrl &inbox, const QString &folder, const QString &log,
                                                base::TaskContext &context);
// Fetches all files into a folder that appears when everything is there; the log as kRoundLog. NotFound or Network,
// naming the file that is missing.
inline constexpr QStringView kRoundLog = u"answers.jsonl";
base::Status fetchRound(const QString &locator, const QString &folder, base::TaskContext &context);

} // namespace datanet::sync
