#pragma once

#include "base/result.h"
#include "sync/blob_store.h"
#include "sync/http_server.h"

#include <QJsonObject>

#include <functional>
#include <memory>

namespace datanet::sync {

// A datanet's upload service: takes sealed bundles and small objects (reviewers' reasons) by digest, and hands them
// out. It trusts nobody and nobody has to trust it: whoever downloads checks the digest. The HTTP interface is
// described in core/sync/README.md.
class InboxServer
{
public:
    struct Arrival
    {
        base::Bytes name; // digest
        qint64 total = 0; // bytes
        base::Bytes contribution; // header "Datanet-Contribution", empty when absent
        base::Bytes address; // of the sender (or the server in front): IPv4, or the /64 network of an IPv6 address
    };
    // Says whether a file may come in; its error's words go to the sender. Asked before the first byte is taken, on the
    // server's threads.
    using Admission = std::function<base::Status(const Arrival &)>;

    // Pays for contributors' transactions; see core/sync/README.md. On the server's threads.
    struct Relay
    {
        // What POST /relay/NAME sent, at most kMaximumRelay bytes of JSON; what it gives is the answer.
        std::function<base::Result<QJsonObject>(const base::Bytes &name, const QJsonObject &request,
                                                const base::Bytes &address)>
            carry;
        std::function<QJsonObject()> offer; // what GET / tells about it
    };
    static constexpr qint64 kMaximumRelay = 64 << 10;

    struct Options
    {
        QString folder;
        QString host = QStringLiteral("127.0.0.1");
        int port = 0; // any free one
        BlobStore::Limits store;
        HttpLimits http;
        Admission admission; // empty: everything within the limits
        Relay relay; // empty: none
    };

    [[nodiscard]] static base::Result<std::unique_ptr<InboxServer>> start(Options options);
    ~InboxServer();

    [[nodiscard]] int port() const { return m_server->port(); }
    [[nodiscard]] const BlobStore &store() const { return *m_store; }

private:
    InboxServer(Options options, std::unique_ptr<BlobStore> store);
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse take(const HttpRequest &request, const base::Bytes &name);
    [[nodiscard]] HttpResponse relay(const HttpRequest &request);

    Options m_options;
    std::unique_ptr<BlobStore> m_store;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace datanet::sync
