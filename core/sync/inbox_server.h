#pragma once

#include "base/result.h"
#include "sync/blob_store.h"
#include "sync/http_server.h"

#include <functional>
#include <memory>

namespace datanet::sync {

// A datanet's upload service: takes sealed bundles and small objects (reviewers' reasons) by digest, and hands them
// out. It trusts nobody and nobody has to trust it: whoever downloads checks the digest. The HTTP interface is
// described in core/sync/README.md.
class InboxServer
{
public:
    // Says whether a file may come in; its error's words go to the sender. Asked before the first byte is taken, on the
    // server's threads. `contribution` is the header "Datanet-Contribution", empty when absent.
    using Admission =
        std::function<base::Status(const base::Bytes &name, qint64 total, const base::Bytes &contribution)>;

    struct Options
    {
        QString folder;
        QString host = QStringLiteral("127.0.0.1");
        int port = 0; // any free one
        BlobStore::Limits store;
        HttpLimits http;
        Admission admission; // empty: everything within the limits
    };

    [[nodiscard]] static base::Result<std::unique_ptr<InboxServer>> start(Options options);
    ~InboxServer();

    [[nodiscard]] int port() const { return m_server->port(); }
    [[nodiscard]] const BlobStore &store() const { return *m_store; }

private:
    InboxServer(Options options, std::unique_ptr<BlobStore> store);
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse take(const HttpRequest &request, const base::Bytes &name);

    Options m_options;
    std::unique_ptr<BlobStore> m_store;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace datanet::sync
