#pragma once

#include "chain/transport.h"

#include <QSet>

#include <chrono>
#include <memory>

namespace datanet::chain {

// JSON over HTTP through QtNetwork, on a thread of its own that keeps connections open. post() blocks its caller and
// must not be called on the GUI thread. Needs a running QCoreApplication object. Plain http is allowed to loopback
// and to the hosts the user named as their own; everything else must be https. Redirects are refused.
class HttpTransport final : public Transport
{
public:
    struct Options
    {
        std::chrono::milliseconds timeout{15000}; // of the whole exchange, so that a slow drip ends too
        qint64 maxAnswer = 16 << 20; // bytes, enforced while they arrive
        QSet<QString> ownHosts; // lower case
    };

    HttpTransport();
    explicit HttpTransport(Options options);
    ~HttpTransport() override;

    [[nodiscard]] base::Result<base::Bytes> post(const QUrl &url, base::ByteView body,
                                                 base::TaskContext &context) override;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace datanet::chain
