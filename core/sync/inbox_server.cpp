#include "sync/inbox_server.h"

#include "base/canonical_json.h"
#include "base/file_lock.h"

#include <QHostAddress>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;

namespace {

constexpr char kBlobs[] = "/blob/";
constexpr char kRelay[] = "/relay/";

HttpResponse document(int status, const QJsonObject &body)
{
    HttpResponse response;
    response.status = status;
    response.body = base::canonicalJson(body);
    return response;
}

int statusOf(const base::Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Conflict:
        return 409;
    case ErrorKind::Corrupt:
        return 422;
    case ErrorKind::Denied:
        return 403;
    case ErrorKind::Network: // the chain, which has to be asked
    case ErrorKind::Unproven:
        return 503;
    case ErrorKind::Io:
        return 507;
    default:
        return 400;
    }
}

HttpResponse refusal(const base::Error &error)
{
    return document(statusOf(error), {{u"error"_s, error.what}, {u"hint"_s, error.hint}});
}

// Whose limits count: an IPv4 address, or the network of an IPv6 one, in which anybody has as many as they like.
Bytes senderOf(const Bytes &address)
{
    const QHostAddress host(QString::fromLatin1(address));
    bool isFour = false;
    const QHostAddress four(host.toIPv4Address(&isFour));
    if (isFour)
        return four.toString().toLatin1();
    Q_IPV6ADDR bytes = host.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return host.isNull() ? Bytes("unknown") : Bytes(QHostAddress(bytes).toString().toLatin1() + "/64");
}

void addProgress(HttpResponse &response, const BlobStore::Progress &progress)
{
    response.headers.emplace_back("Upload-Offset", Bytes::number(progress.stored));
    response.headers.emplace_back("Upload-Complete", progress.complete ? "?1" : "?0");
}

} // namespace

base::Result<std::unique_ptr<InboxServer>> InboxServer::start(Options options)
{
    auto store = BlobStore::open(options.folder, options.store);
    if (!store)
        return fail(store.error());
    std::unique_ptr<InboxServer> server(new InboxServer(std::move(options), std::move(*store)));
    if (const auto listening = server->m_server->listen(server->m_options.host, server->m_options.port); !listening)
        return fail(listening.error());
    return server;
}

InboxServer::InboxServer(Options options, std::unique_ptr<BlobStore> store)
    : m_options(std::move(options)),
      m_store(std::move(store)),
      m_server(
          std::make_unique<HttpServer>(m_options.http, [this](const HttpRequest &request) { return answer(request); }))
{
}

InboxServer::~InboxServer()
{
    m_server->stop();
}

HttpResponse InboxServer::answer(const HttpRequest &request)
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (request.path == "/" && reads) {
        QJsonObject about{{u"service"_s, u"datanet-inbox"_s},
                          {u"format"_s, 1},
                          {u"maximumBytes"_s, m_store->limits().blob},
                          {u"maximumPiece"_s, m_options.http.body}};
        if (m_options.relay.offer)
            about.insert("relay"_L1, m_options.relay.offer());
        return document(200, about);
    }
    if (request.path.startsWith(kRelay) && m_options.relay.carry)
        return relay(request);
    if (!request.path.startsWith(kBlobs))
        return refusal({ErrorKind::NotFound, u"there is nothing at this address"_s, {}});
    const Bytes name = request.path.sliced(sizeof kBlobs - 1);
    if (!isBlobName(name))
        return refusal(
            {ErrorKind::Invalid, u"a file is named by the 64 lower-case hexadecimal digits of its digest"_s, {}});
    if (!reads)
        return take(request, name);

    const auto progress = m_store->progress(name);
    if (!progress)
        return refusal(progress.error());
    HttpResponse response;
    if (const auto path = m_store->path(name)) {
        response.contentType = "application/octet-stream";
        response.file = *path;
    } else {
        response = refusal(path.error());
    }
    addProgress(response, *progress);
    return response;
}

HttpResponse InboxServer::relay(const HttpRequest &request)
{
    if (request.method != "POST")
        return document(405, {{u"error"_s, u"what is to be relayed is sent with POST"_s}});
    Bytes body;
    const bool whole = request.readBody([&](base::ByteView piece) {
        body.append(piece.data(), piece.size());
        return body.size() <= kMaximumRelay;
    });
    const auto object = whole ? base::parseObject(body, kMaximumRelay) : fail(ErrorKind::Invalid, u"too long"_s);
    if (!object)
        return refusal({ErrorKind::Invalid, u"the request is no JSON object of a few kilobytes"_s, {}});
    const auto answer =
        m_options.relay.carry(request.path.sliced(sizeof kRelay - 1), *object, senderOf(request.address));
    return answer ? document(200, *answer) : refusal(answer.error());
}

HttpResponse InboxServer::take(const HttpRequest &request, const Bytes &name)
{
    // PUT sends a file in one piece; PATCH a piece of it.
    qint64 offset = 0;
    qint64 total = 0;
    bool good = true;
    if (request.method == "PATCH") {
        offset = request.header("Upload-Offset").toLongLong(&good);
        bool goodTotal = false;
        total = request.header("Upload-Length").toLongLong(&goodTotal);
        good = good && goodTotal && offset >= 0;
    } else if (request.method == "PUT") {
        total = request.header("Content-Length").toLongLong(&good);
    } else {
        return document(405, {{u"error"_s, u"files are sent with PUT or PATCH"_s}});
    }
    if (!good)
        return refusal({ErrorKind::Invalid, u"the headers that say how much comes are missing or malformed"_s, {}});
    const auto before = m_store->progress(name);
    if (m_options.admission && before && before->total == 0)
        if (const auto admitted =
                m_options.admission({name, total, request.header("Datanet-Contribution"), senderOf(request.address)});
            !admitted)
            return refusal(admitted.error());

    const auto after = m_store->append(name, offset, total, request.readBody);
    HttpResponse response =
        after ? document(after->complete ? 201 : 200, {{u"stored"_s, after->stored}}) : refusal(after.error());
    if (const auto now = m_store->progress(name))
        addProgress(response, *now);
    return response;
}

} // namespace datanet::sync
