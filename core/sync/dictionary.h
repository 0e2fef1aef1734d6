#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace datanet::sync {

// One article of a dictionary as its file has it: headwords, then lines.
struct Article
{
    QStringList headwords; // as the index spells them, sorted
    QString text; // the article's own lines, with its title line first
};

// Reads dictionaries in the format of the DICT server (dictd(8)): a plain index of headword, offset and length, the
// latter two in base 64 digits, and a data file compressed by dictzip, which gzip readers understand. Articles come in
// file order; the entries named "00-..." that describe the file are left out, and headwords of one article come once.
// NotFound when a file is missing, Corrupt when an entry points outside the data or a line is malformed, Invalid
// above kMaxIndex, kMaxData or kMaxArticle bytes. Any thread.
[[nodiscard]] base::Result<std::vector<Article>> readDictionary(const QString &indexPath, const QString &dataPath);

inline constexpr qint64 kMaxIndex = 32 << 20;
inline constexpr qint64 kMaxData = 256 << 20; // after decompression
inline constexpr qint64 kMaxArticle = 1 << 20;

} // namespace datanet::sync
