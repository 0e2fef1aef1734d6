#pragma once

#include "dataset/kept_file.h"
#include "versioning/repository.h"

#include <QString>
#include <QVariantMap>

#include <optional>

namespace datanet::app {

// A record's picture or sound as views take it: { kind, address, name, facts, ratio }. kind is "picture", "sound" or
// "other"; address is for Media and its player; facts are "1,200 × 800 pixels" or "0:42"; ratio is height to width, 0
// where not known. Any thread.
[[nodiscard]] QVariantMap shownMedia(const dataset::RecordMedia &media, const QString &folder,
                                     const std::optional<versioning::CommitId> &version);

// Turns a cell of the field that names the file into a picture or a sound; leaves all others.
struct RecordCell;
void showMedia(RecordCell &cell, std::string_view field, const std::optional<dataset::RecordMedia> &media,
               const QString &folder, const std::optional<versioning::CommitId> &version);

} // namespace datanet::app
