#pragma once

#include "chain/transport.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QUrl>

#include <functional>
#include <vector>

namespace datanet::chain {

// JSON-RPC 2.0 with one server. Copyable; the transport must outlive it. Any thread.
class JsonRpcClient
{
public:
    struct Request
    {
        QString method;
        QJsonArray params;
    };
    // Turns the bytes a contract reverted with into words; an empty text when it does not know them.
    using RevertWords = std::function<QString(base::ByteView data)>;

    JsonRpcClient(QUrl server, Transport &transport, RevertWords revertWords = {});

    // The result member. Network: no answer, or one that is no answer to this request. Denied: the server refused the
    // request or a contract reverted, in plain words where the revert data is known. NotFound: the server lacks the
    // method.
    [[nodiscard]] base::Result<QJsonValue> call(const QString &method, const QJsonArray &params,
                                                base::TaskContext &context) const;
    // Answers in the order of the requests; each may fail by itself. At most kMaxBatch requests.
    [[nodiscard]] base::Result<std::vector<base::Result<QJsonValue>>> batch(const std::vector<Request> &requests,
                                                                            base::TaskContext &context) const;

    [[nodiscard]] const QUrl &server() const { return m_server; }

    static constexpr std::size_t kMaxBatch = 256;

private:
    [[nodiscard]] base::Result<QJsonValue> resultOf(const QJsonObject &answer, const QString &method) const;

    QUrl m_server;
    Transport *m_transport;
    RevertWords m_revertWords;
};

} // namespace datanet::chain
