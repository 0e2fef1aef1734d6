#include "dataset/kept_file.h"

#include "base/database.h"
#include "crypto/digest.h"
#include "dataset/data_set.h"
#include "dataset/field_scanner.h"

#include <QFileInfo>

#include <cmath>
#include <utility>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

std::int64_t wholeNumber(const FieldScanner &record, std::string_view field, std::int64_t otherwise)
{
    constexpr double kMost = 1e15;
    const auto number = record.number(field);
    return number && *number >= 0 && *number <= kMost ? static_cast<std::int64_t>(std::floor(*number)) : otherwise;
}

} // namespace

std::optional<RecordMedia> RecordMedia::of(const FieldScanner &record)
{
    const auto digits = record.string(kField);
    if (!digits || digits->size() != 2 * base::Digest::kSize)
        return std::nullopt;
    const auto sha256 = base::Digest::fromHexText(QString::fromLatin1(digits->data(), qsizetype(digits->size())));
    if (!sha256)
        return std::nullopt;
    RecordMedia media;
    media.sha256 = *sha256;
    media.name = record.string("name").value_or(std::string_view());
    media.width = wholeNumber(record, "width", 0);
    media.height = wholeNumber(record, "height", 0);
    media.milliseconds = wholeNumber(record, "duration_ms", -1);
    if (media.milliseconds >= 0)
        media.kind = Kind::Sound;
    else if (media.width > 0 && media.height > 0)
        media.kind = Kind::Picture;
    if (wholeNumber(record, "orientation", 1) >= 5) // EXIF: lies on its side
        std::swap(media.width, media.height);
    return media;
}

base::Result<std::optional<base::Bytes>> unsavedFile(const QString &folder, const base::Digest &sha256)
{
    const QString path = DataSetFolder{folder}.workingCopy();
    if (!QFileInfo::exists(path))
        return std::optional<base::Bytes>();
    auto database = base::Database::openReadOnly(path);
    if (!database)
        return fail(database.error());
    auto statement =
        database->prepare("SELECT p.frame FROM attachments a JOIN pieces p ON p.piece = a.piece WHERE a.sha256 = ?1");
    if (!statement)
        return fail(statement.error());
    const auto row = statement->bindBlob(1, sha256.view()).next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<base::Bytes>();
    base::Bytes bytes = statement->blobView(0).toByteArray();
    if (crypto::sha256(bytes) != sha256)
        return fail(ErrorKind::Corrupt, u"a file kept in the working copy is not the one it was"_s);
    return std::optional(std::move(bytes));
}

} // namespace datanet::dataset
