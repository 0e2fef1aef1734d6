#include "sync/inbox_client.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "crypto/digest.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::chrono::milliseconds kBetweenQuestions{200};

Bytes pathOf(const QUrl &url)
{
    const Bytes path = url.path(QUrl::FullyEncoded).toLatin1();
    const Bytes query = url.query(QUrl::FullyEncoded).toLatin1();
    return (path.isEmpty() ? Bytes("/") : path) + (query.isEmpty() ? Bytes() : '?' + query);
}

Bytes header(const HttpClient::Answer &answer, const char *name)
{
    const auto found = answer.headers.find(name);
    return found == answer.headers.end() ? Bytes() : found->second;
}

// What a server says in its own words, shortened and without line breaks.
tl::unexpected<base::Error> refused(const HttpClient::Answer &answer, const QString &what)
{
    QString words;
    QString hint;
    if (const auto said = base::parseObject(answer.body, 64 << 10)) {
        words = said->value(u"error"_s).toString().simplified().left(300);
        hint = said->value(u"hint"_s).toString().simplified().left(300);
    }
    if (words.isEmpty())
        words = u"status "_s + QString::number(answer.status);
    const ErrorKind kind = answer.status == 507                               ? ErrorKind::Io
        : answer.status == 404                                                ? ErrorKind::NotFound
        : answer.status == 422                                                ? ErrorKind::Corrupt
        : answer.status >= 500 || answer.status < 400 || answer.status == 409 ? ErrorKind::Network
                                                                              : ErrorKind::Denied;
    return fail(kind, what + u": the server answered: "_s + words, hint);
}

Result<Digest> digestOfFile(QFile &file, base::TaskContext &context)
{
    crypto::Sha256 sha256;
    while (!file.atEnd()) {
        if (context.cancelled())
            return base::cancelled();
        const Bytes piece = file.read(1 << 20);
        if (piece.isEmpty())
            return fail(ErrorKind::Io, u"cannot read "_s + file.fileName() + u": "_s + file.errorString());
        sha256.update(piece);
    }
    return sha256.finish();
}

} // namespace

QUrl InboxClient::locator(const Digest &digest) const
{
    QUrl url = m_inbox;
    QString path = url.path();
    if (!path.endsWith(u'/'))
        path += u'/';
    url.setPath(path + u"blob/"_s + QString::fromLatin1(base::toPlainHex(digest.view())));
    return url;
}

Result<InboxClient::Service> InboxClient::status(base::TaskContext &context) const
{
    auto patience = m_options.patience;
    patience.restart = {};
    auto client = HttpClient::open(m_inbox, patience);
    if (!client)
        return fail(client.error());
    const auto answer = client->exchange({"GET", pathOf(m_inbox), {}, {}, 64 << 10, {}, {}, {}}, context);
    if (!answer)
        return fail(answer.error());
    const auto said = base::parseObject(answer->body, 64 << 10);
    if (answer->status != 200 || !said || said->value(u"service"_s) != u"datanet-inbox"_s)
        return fail(ErrorKind::Network, m_inbox.toDisplayString() + u" is no inbox"_s, u"check the address"_s);
    return Service{said->value(u"maximumBytes"_s).toInteger()};
}

Status InboxClient::requireComplete(const Digest &digest, base::TaskContext &context) const
{
    auto client = HttpClient::open(m_inbox, m_options.patience);
    if (!client)
        return fail(client.error());
    const auto answer = client->exchange({"HEAD", pathOf(locator(digest)), {}, {}, 64 << 10, {}, {}, {}}, context);
    if (!answer)
        return fail(answer.error());
    if (header(*answer, "upload-complete") != "?1")
        return fail(ErrorKind::NotFound, u"the inbox does not have the whole file"_s, u"send it again"_s);
    return {};
}

Result<QUrl> InboxClient::upload(const QString &path, base::TaskContext &context) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, u"cannot read "_s + path + u": "_s + file.errorString());
    const auto digest = digestOfFile(file, context);
    if (!digest)
        return fail(digest.error());
    return send(
        *digest, file.size(),
        [&file](qint64 offset, qint64 length) -> Result<Bytes> {
            Bytes piece;
            if (file.seek(offset))
                piece = file.read(length);
            if (piece.size() != length)
                return fail(ErrorKind::Io, file.fileName() + u" changed while it was sent"_s, u"send it again"_s);
            return piece;
        },
        context);
}

Result<QUrl> InboxClient::uploadBytes(ByteView bytes, DigestKind kind, base::TaskContext &context) const
{
    const Digest digest = kind == DigestKind::Sha256 ? crypto::sha256(bytes) : crypto::keccak256(bytes);
    return send(
        digest, bytes.size(),
        [bytes](qint64 offset, qint64 length) -> Result<Bytes> { return bytes.sliced(offset, length).toByteArray(); },
        context);
}

Result<QUrl> InboxClient::send(const Digest &digest, qint64 total, const Reader &read, base::TaskContext &context) const
{
    auto client = HttpClient::open(m_inbox, m_options.patience);
    if (!client)
        return fail(client.error());
    const QUrl place = locator(digest);
    const Bytes path = pathOf(place);
    const QString what = u"sending to "_s + m_inbox.toDisplayString();
    bool asked = false; // whether the inbox has told where it stands
    qint64 offset = 0;
    int disagreements = 0;
    auto patient = std::chrono::steady_clock::now() + m_options.patience.restart;
    for (;;) {
        HttpClient::Request request{"HEAD", path, {}, {}, 64 << 10, {}, {}, u"Uploading"_s};
        if (asked) {
            const auto piece = read(offset, std::min(m_options.piece, total - offset));
            if (!piece)
                return fail(piece.error());
            request.method = "PATCH";
            request.body = *piece;
            request.headers = {{"Upload-Offset", Bytes::number(offset)},
                               {"Upload-Length", Bytes::number(total)},
                               {"Content-Type", "application/octet-stream"}};
            if (!m_options.contribution.isEmpty())
                request.headers["Datanet-Contribution"] = m_options.contribution;
        }
        const auto answer = client->exchange(request, context);
        if (!answer)
            return fail(answer.error().within(what));
        if (header(*answer, "upload-complete") == "?1") {
            context.progress(total, total);
            return place;
        }
        const bool accepted = asked ? answer->status == 200 : answer->status == 404 || answer->status == 200;
        const bool elsewhere = asked && answer->status == 409; // another upload of this file moved the offset
        bool number = false;
        const qint64 now = header(*answer, "upload-offset").toLongLong(&number);
        if ((!accepted && !elsewhere) || (elsewhere && now != offset && ++disagreements > 8))
            return refused(*answer, what);
        if (!number || now < 0 || now > total || (asked && accepted && now <= offset))
            return fail(ErrorKind::Network, what + u": the server does not say how much it has"_s,
                        u"this is no inbox, or a broken one"_s);
        if (elsewhere && now == offset) {
            // Somebody sends this very file, or did so until a moment ago and the server has not noticed that it ended.
            if (std::chrono::steady_clock::now() > patient)
                return refused(*answer, what);
            context.step(u"Waiting for the other upload"_s);
            std::this_thread::sleep_for(kBetweenQuestions);
            continue;
        }
        patient = std::chrono::steady_clock::now() + m_options.patience.restart;
        offset = now;
        asked = true;
        context.progress(offset, total);
    }
}

Status InboxClient::download(const QUrl &locator, const Digest &sha256, qint64 maximum, const QString &path,
                             base::TaskContext &context)
{
    return download(locator, sha256, maximum, path, Options(), context);
}

Status InboxClient::download(const QUrl &locator, const Digest &sha256, qint64 maximum, const QString &path,
                             const Options &options, base::TaskContext &context)
{
    const QString what = u"fetching "_s + locator.toDisplayString();
    const QString part = path + u".part"_s;
    auto client = HttpClient::open(locator, options.patience);
    if (!client)
        return fail(client.error());
    const QString step = u"Downloading"_s;
    QFile file(part);
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorKind::Io, u"cannot write "_s + part + u": "_s + file.errorString());
    // What is here already counts only where the server says how much there is.
    qint64 size = -1;
    if (file.size() > 0) {
        const auto head = client->exchange({"HEAD", pathOf(locator), {}, {}, 64 << 10, {}, {}, step}, context);
        if (!head)
            return fail(head.error().within(what));
        bool number = false;
        const qint64 length = header(*head, "content-length").toLongLong(&number);
        if (head->status == 200 && number)
            size = length;
    }
    if (file.size() > size && !file.resize(0))
        return fail(ErrorKind::Io, u"cannot write "_s + part + u": "_s + file.errorString());

    const qint64 before = file.size();
    HttpClient::Request request{"GET", pathOf(locator), {}, {}, maximum, {}, {}, step};
    if (before > 0)
        request.headers["Range"] = "bytes=" + Bytes::number(before) + '-';
    Bytes words; // of a refusal
    bool begun = false;
    qint64 total = 0;
    request.sink = [&](const HttpClient::Answer &head, ByteView piece) -> Status {
        if (head.status != 200 && head.status != 206) {
            words.append(piece.data(), std::min<qsizetype>(piece.size(), (64 << 10) - words.size()));
            return {};
        }
        if (!begun) {
            // 200 sends everything again, whatever was asked for.
            const qint64 from = head.status == 206 ? before : 0;
            if (!file.resize(from) || !file.seek(from))
                return fail(ErrorKind::Io, u"cannot write "_s + part + u": "_s + file.errorString());
            total = from + header(head, "content-length").toLongLong();
            begun = true;
        }
        if (file.pos() + piece.size() > maximum)
            return fail(ErrorKind::Invalid,
                        u"the file is larger than the "_s + QString::number(maximum) + u" bytes allowed"_s);
        if (file.write(piece.data(), piece.size()) != piece.size())
            return fail(ErrorKind::Io, u"cannot write "_s + part + u": "_s + file.errorString(),
                        u"make room on the disk; it goes on where it stopped"_s);
        return {};
    };
    request.received = [&](qint64 bytes) { context.progress(before + bytes, total); };
    if (before == 0 || before < size) {
        const auto answer = client->exchange(request, context);
        file.flush();
        if (!answer)
            return fail(answer.error().within(what));
        if (answer->status != 200 && answer->status != 206) {
            HttpClient::Answer said = *answer;
            said.body = words;
            return refused(said, what);
        }
    }
    if (!file.seek(0))
        return fail(ErrorKind::Io, u"cannot read "_s + part + u": "_s + file.errorString());
    const auto digest = digestOfFile(file, context);
    if (!digest)
        return fail(digest.error());
    if (*digest != sha256) {
        file.close();
        if (const auto removed = base::files::removeFile(part); !removed)
            return removed;
        return fail(ErrorKind::Corrupt, what + u": other bytes came than were registered; they were thrown away"_s,
                    u"ask for another copy of the file, or tell whoever runs the server"_s);
    }
    const bool safe = ::fsync(file.handle()) == 0;
    file.close();
    if (!safe || ::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(ErrorKind::Io, u"cannot keep "_s + path);
    return base::files::syncFolder(QFileInfo(path).absolutePath());
}

Result<Bytes> InboxClient::fetch(const QUrl &locator, const Digest &digest, DigestKind kind, qint64 maximum,
                                 base::TaskContext &context)
{
    const QString what = u"fetching "_s + locator.toDisplayString();
    auto client = HttpClient::open(locator, HttpClient::Patience());
    if (!client)
        return fail(client.error());
    const auto answer = client->exchange({"GET", pathOf(locator), {}, {}, maximum, {}, {}, {}}, context);
    if (!answer)
        return fail(answer.error().within(what));
    if (answer->status != 200)
        return refused(*answer, what);
    const Digest came = kind == DigestKind::Sha256 ? crypto::sha256(answer->body) : crypto::keccak256(answer->body);
    if (came != digest)
        return fail(ErrorKind::Corrupt, what + u": other bytes came than were registered; they were thrown away"_s,
                    u"ask for another copy, or tell whoever runs the server"_s);
    return answer->body;
}

} // namespace datanet::sync
