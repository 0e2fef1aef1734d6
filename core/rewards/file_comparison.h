#pragma once

#include "base/result.h"
#include "base/task.h"
#include "rewards/epoch_verify.h"

#include <QJsonObject>

namespace datanet::rewards::detail {

// The first line at which two files of lines (plain or zstd) differ, in constant memory. A posted file that is missing
// or damaged differs where reading it ends. Fails only when the expected file can't be read. For this module.
[[nodiscard]] base::Result<std::optional<Difference>> firstDifferentLine(const QString &expected, const QString &posted,
                                                                         const QString &name);

// The first member, in order of names, in which two objects differ.
[[nodiscard]] std::optional<Difference> firstDifferentMember(const QJsonObject &expected, const QJsonObject &posted,
                                                             const QString &name, const QString &prefix = {});

} // namespace datanet::rewards::detail
