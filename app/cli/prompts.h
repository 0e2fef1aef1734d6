#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QString>

// Questions at the terminal, on stderr. Ctrl+C ends one as Cancelled, with the terminal as it was.
namespace datanet::app::cli {

[[nodiscard]] bool canAsk(); // stdin is a terminal

// What was typed, trimmed; Cancelled when nothing came.
[[nodiscard]] base::Result<QString> askLine(const QString &question);
// Typed without echo; the bytes never pass through QString.
[[nodiscard]] base::Result<base::Secret> askSecret(const QString &question);

} // namespace datanet::app::cli
