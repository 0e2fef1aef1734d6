#include "sync/round_package.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/file_digest.h"
#include "rewards/epoch_files.h"
#include "sync/inbox_client.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr qint64 kMaximumManifest = 64 << 10;
constexpr qint64 kMaximumRoundFile = qint64(16) << 30;

QStringList roundFileNames()
{
    return {rewards::kAttributionsFile.toString(), rewards::kRewardsFile.toString(), rewards::kInputsFile.toString(),
            rewards::kStatementFile.toString(), kRoundLog.toString()};
}

} // namespace

Result<QString> uploadRound(const QUrl &inbox, const QString &folder, const QString &log, base::TaskContext &context)
{
    const InboxClient client(inbox);
    QJsonObject files;
    for (const QString &name : roundFileNames()) {
        const QString path = name == kRoundLog ? log : QString(folder + u'/' + name);
        const auto digest = crypto::sha256OfFile(path, context);
        if (!digest)
            return fail(digest.error());
        const auto sent = client.upload(path, context);
        if (!sent)
            return fail(sent.error().within(u"sending "_s + name));
        files.insert(name, QJsonObject{{u"sha256"_s, digest->hex()}, {u"url"_s, sent->toString()}});
    }
    const base::Bytes manifest = base::canonicalJson(QJsonObject{{u"format"_s, 1}, {u"files"_s, files}});
    const auto url = client.uploadBytes(manifest, DigestKind::Sha256, context);
    return url ? Result<QString>(url->toString()) : fail(url.error());
}

Status fetchRound(const QString &locator, const QString &folder, base::TaskContext &context)
{
    const auto digest = base::Digest::fromHexText(locator.section(u'/', -1));
    if (!digest)
        return fail(ErrorKind::Invalid, u"the proposal does not say where its files are: "_s + locator);
    const auto bytes = InboxClient::fetch(QUrl(locator), *digest, DigestKind::Sha256, kMaximumManifest, context);
    if (!bytes)
        return fail(bytes.error().within(u"the list of the round's files"_s));
    const auto manifest = base::parseObject(*bytes, kMaximumManifest);
    if (!manifest || manifest->value(u"format"_s).toInt() != 1)
        return fail(ErrorKind::Corrupt, u"the list of the round's files is none"_s);
    const QString part = folder + u".part"_s;
    if (auto made = base::files::makeFolder(part); !made)
        return made;
    const QJsonObject files = manifest->value(u"files"_s).toObject();
    for (const QString &name : roundFileNames()) {
        const QJsonObject file = files.value(name).toObject();
        const auto expected = base::Digest::fromHexText(file.value(u"sha256"_s).toString());
        if (!expected)
            return fail(ErrorKind::NotFound, u"the round's files lack "_s + name);
        const QString path = part + u'/' + name;
        if (QFileInfo::exists(path))
            continue; // complete: a download is renamed into place at its end
        const auto fetched =
            InboxClient::download(QUrl(file.value(u"url"_s).toString()), *expected, kMaximumRoundFile, path, context);
        if (!fetched)
            return fail(fetched.error().within(u"the round's file "_s + name));
    }
    if (auto removed = base::files::removeTree(folder); !removed)
        return removed;
    if (!QDir().rename(part, folder))
        return fail(ErrorKind::Io, u"the round's files cannot be put in place: "_s + folder);
    return {};
}

} // namespace datanet::sync
