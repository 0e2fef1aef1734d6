#include "chain/json_rpc.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace datanet::chain {

using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMethodNotFound = -32601;

QJsonObject message(int id, const JsonRpcClient::Request &request)
{
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, request.method}, {u"params"_s, request.params}};
}

// Servers put the revert data into error.data, into error.data.data, or nowhere.
base::Bytes revertData(const QJsonObject &error)
{
    auto data = error.value("data"_L1);
    if (data.isObject())
        data = data.toObject().value("data"_L1);
    return base::fromHex(data.toString()).value_or(base::Bytes());
}

} // namespace

JsonRpcClient::JsonRpcClient(QUrl server, Transport &transport, RevertWords revertWords)
    : m_server(std::move(server)), m_transport(&transport), m_revertWords(std::move(revertWords))
{
}

Result<QJsonValue> JsonRpcClient::resultOf(const QJsonObject &answer, const QString &method) const
{
    const auto name = m_server.host();
    if (answer.contains("error"_L1) && !answer.value("error"_L1).isNull()) {
        const auto error = answer.value("error"_L1).toObject();
        auto words = error.value("message"_L1).toString().left(500).simplified();
        if (error.value("code"_L1).toInt() == kMethodNotFound)
            return fail(ErrorKind::NotFound, u"%1 does not offer %2"_s.arg(name, method));
        if (const auto data = revertData(error); m_revertWords && !data.isEmpty()) {
            if (const auto known = m_revertWords(data); !known.isEmpty())
                return fail(ErrorKind::Denied, u"the contract refused: "_s % known);
        }
        return fail(ErrorKind::Denied, u"%1 refused %2: %3"_s.arg(name, method, words));
    }
    if (!answer.contains("result"_L1))
        return fail(ErrorKind::Network, u"%1 answered %2 with neither result nor error"_s.arg(name, method));
    return answer.value("result"_L1);
}

Result<QJsonValue> JsonRpcClient::call(const QString &method, const QJsonArray &params,
                                       base::TaskContext &context) const
{
    const auto body = QJsonDocument(message(1, {method, params})).toJson(QJsonDocument::Compact);
    const auto bytes = m_transport->post(m_server, body, context);
    if (!bytes)
        return fail(bytes.error());
    const auto document = QJsonDocument::fromJson(*bytes);
    const auto answer = document.object();
    // A server that cannot read a request answers with a null id; its error is still an answer to this one.
    const auto id = answer.value("id"_L1);
    if (!document.isObject() || (id.toInt() != 1 && !(id.isNull() && answer.contains("error"_L1))))
        return fail(ErrorKind::Network, u"%1 sent no answer to %2"_s.arg(m_server.host(), method));
    return resultOf(answer, method);
}

Result<std::vector<Result<QJsonValue>>> JsonRpcClient::batch(const std::vector<Request> &requests,
                                                             base::TaskContext &context) const
{
    if (requests.empty())
        return std::vector<Result<QJsonValue>>();
    if (requests.size() > kMaxBatch)
        return fail(ErrorKind::Invalid, u"more than %1 requests in one batch"_s.arg(kMaxBatch));
    QJsonArray all;
    for (std::size_t i = 0; i < requests.size(); ++i)
        all.append(message(static_cast<int>(i) + 1, requests[i]));
    const auto bytes = m_transport->post(m_server, QJsonDocument(all).toJson(QJsonDocument::Compact), context);
    if (!bytes)
        return fail(bytes.error());
    const auto document = QJsonDocument::fromJson(*bytes);
    if (document.isObject()) {
        const auto whole = resultOf(document.object(), u"a batch of requests"_s);
        return fail(whole ? base::Error{ErrorKind::Network, m_server.host() % u" sent no answer to a batch"_s, {}}
                          : whole.error());
    }
    std::vector<std::optional<QJsonObject>> byId(requests.size());
    for (const auto &value : document.array()) {
        const auto answer = value.toObject();
        const auto id = answer.value("id"_L1).toInt();
        if (id < 1 || id > static_cast<int>(requests.size()) || byId[static_cast<std::size_t>(id) - 1])
            return fail(ErrorKind::Network, u"%1 sent an answer nobody asked for"_s.arg(m_server.host()));
        byId[static_cast<std::size_t>(id) - 1] = answer;
    }
    std::vector<Result<QJsonValue>> results;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (byId[i])
            results.push_back(resultOf(*byId[i], requests[i].method));
        else
            results.push_back(
                fail(ErrorKind::Network, u"%1 sent no answer to %2"_s.arg(m_server.host(), requests[i].method)));
    }
    return results;
}

} // namespace datanet::chain
