#include "sync/dictionary.h"

#include "base/compression.h"
#include "base/files.h"

#include <map>
#include <optional>
#include <utility>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;

namespace {

// Digits of the index, most significant first; 10 of them stay below 2^60.
std::optional<qint64> number(ByteView digits)
{
    if (digits.isEmpty() || digits.size() > 10)
        return std::nullopt;
    qint64 value = 0;
    for (const char digit : digits) {
        int worth = 0;
        if (digit >= 'A' && digit <= 'Z')
            worth = digit - 'A';
        else if (digit >= 'a' && digit <= 'z')
            worth = digit - 'a' + 26;
        else if (digit >= '0' && digit <= '9')
            worth = digit - '0' + 52;
        else if (digit == '+')
            worth = 62;
        else if (digit == '/')
            worth = 63;
        else
            return std::nullopt;
        value = value * 64 + worth;
    }
    return value;
}

base::Result<Bytes> inflate(ByteView packed)
{
    Bytes plain;
    base::StreamInflater inflater;
    const auto keep = [&plain](ByteView piece) -> base::Status {
        if (plain.size() + piece.size() > kMaxData)
            return fail(ErrorKind::Invalid,
                        u"the dictionary is larger than the "_s + QString::number(kMaxData) + u" bytes allowed"_s);
        plain.append(piece.data(), piece.size());
        return {};
    };
    constexpr qsizetype kPiece = 1 << 20;
    for (qsizetype at = 0; at < packed.size(); at += kPiece)
        if (const auto fed = inflater.feed(packed.sliced(at, std::min(kPiece, packed.size() - at)), keep); !fed)
            return fail(fed.error());
    if (const auto finished = inflater.finish(keep); !finished)
        return fail(finished.error());
    return plain;
}

} // namespace

base::Result<std::vector<Article>> readDictionary(const QString &indexPath, const QString &dataPath)
{
    const auto index = base::files::read(indexPath, kMaxIndex);
    if (!index)
        return fail(index.error());
    const auto packed = base::files::read(dataPath, kMaxData);
    if (!packed)
        return fail(packed.error());
    const auto data = inflate(*packed);
    if (!data)
        return fail(data.error().within(dataPath));

    std::map<std::pair<qint64, qint64>, QStringList> places;
    qsizetype lineNumber = 0;
    for (qsizetype at = 0; at < index->size();) {
        ++lineNumber;
        const qsizetype end = index->indexOf('\n', at) < 0 ? index->size() : index->indexOf('\n', at);
        const ByteView line = ByteView(*index).sliced(at, end - at);
        at = end + 1;
        const auto where = [&]() -> QString { return indexPath + u" line "_s + QString::number(lineNumber); };
        const qsizetype second = line.lastIndexOf('\t');
        const qsizetype first = second > 0 ? line.first(second).lastIndexOf('\t') : -1;
        if (first < 1)
            return fail(ErrorKind::Corrupt, where() + u": no headword, offset and length"_s);
        const auto offset = number(line.sliced(first + 1, second - first - 1));
        const auto length = number(line.sliced(second + 1));
        if (!offset || !length)
            return fail(ErrorKind::Corrupt, where() + u": the place is not written in base 64 digits"_s);
        if (*length > kMaxArticle)
            return fail(ErrorKind::Invalid,
                        where() + u": the article is larger than the "_s + QString::number(kMaxArticle)
                            + u" bytes allowed"_s);
        if (*offset > data->size() || *length > data->size() - *offset)
            return fail(ErrorKind::Corrupt, where() + u": the article lies outside the data"_s);
        if (!line.startsWith("00-"))
            places[{*offset, *length}] << QString::fromUtf8(line.first(first));
    }

    std::vector<Article> articles;
    articles.reserve(places.size());
    for (auto &[place, headwords] : places) {
        headwords.sort();
        headwords.removeDuplicates();
        articles.push_back({headwords, QString::fromUtf8(ByteView(*data).sliced(place.first, place.second))});
    }
    return articles;
}

} // namespace datanet::sync
