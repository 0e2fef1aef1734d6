#include "attribution/index_list.h"

#include "attribution/token_text.h"
#include "base/canonical_json.h"
#include "base/files.h"

#include <QJsonArray>
#include <QJsonObject>

namespace datanet::attribution {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListFormat = 1;

QString listPath(const QString &folder)
{
    return folder + u"/index.json"_s;
}

// Priorities are 64 bits wide and JSON numbers are not.
QJsonObject toJson(const Source &source)
{
    return {{u"id"_s, source.id.hex()}, {u"priority"_s, QString::number(source.priority)}};
}

bool fromJson(const QJsonValue &value, Source &source)
{
    const auto id = base::Digest::fromHexText(value[u"id"_s].toString());
    bool good = false;
    source.priority = value[u"priority"_s].toString().toULongLong(&good);
    if (id)
        source.id = *id;
    return id && good;
}

} // namespace

QString shardPath(const QString &folder, const base::Digest &digest)
{
    return folder + u'/' + QString::fromLatin1(base::toPlainHex(digest.view())) + u".shard"_s;
}

IndexList IndexList::read(const QString &folder)
{
    const auto bytes = base::files::read(listPath(folder), kMaximumBytes);
    if (!bytes)
        return {};
    const auto json = base::parseObject(*bytes, kMaximumBytes);
    if (!json || (*json)[u"format"_s].toInt() != kListFormat
        || (*json)[u"tokenizer"_s].toInt() != static_cast<int>(kTokenizer))
        return {};
    IndexList list;
    for (const QJsonValue &value : (*json)[u"sources"_s].toArray()) {
        Source source;
        if (!fromJson(value, source))
            return {};
        list.sources.insert(source);
    }
    for (const QJsonValue &value : (*json)[u"shards"_s].toArray()) {
        const auto digest = base::Digest::fromHexText(value[u"digest"_s].toString());
        if (!digest)
            return {};
        Entry entry{*digest, {}};
        for (const QJsonValue &one : value[u"sources"_s].toArray()) {
            Source source;
            if (!fromJson(one, source) || !list.sources.contains(source))
                return {};
            entry.sources.push_back(source);
        }
        list.shards.push_back(std::move(entry));
    }
    return list;
}

base::Status IndexList::write(const QString &folder) const
{
    QJsonArray all;
    for (const Source &source : sources)
        all.append(toJson(source));
    QJsonArray files;
    for (const Entry &entry : shards) {
        QJsonArray held;
        for (const Source &source : entry.sources)
            held.append(toJson(source));
        files.append(QJsonObject{{u"digest"_s, entry.digest.hex()}, {u"sources"_s, held}});
    }
    const QJsonObject json{{u"format"_s, kListFormat},
                           {u"shards"_s, files},
                           {u"sources"_s, all},
                           {u"tokenizer"_s, static_cast<int>(kTokenizer)}};
    return base::files::writeAtomically(listPath(folder), base::canonicalJson(json));
}

} // namespace datanet::attribution
