#include "sync/practice_gate.h"

#include "base/canonical_json.h"
#include "base/secret.h"

#include <QJsonDocument>
#include <QSet>
#include <QThread>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Status;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr int kMinedAttempts = 1000; // of 3 ms: how long a transaction may take into a block
constexpr char kSend[] = "eth_sendRawTransaction";

HttpResponse gateAnswer(int status, const QJsonObject &body)
{
    HttpResponse response;
    response.status = status;
    response.body = base::canonicalJson(body);
    return response;
}

HttpResponse rpcError(const QJsonValue &id, int code, const QString &message)
{
    return gateAnswer(200,
                      {{u"jsonrpc"_s, u"2.0"_s},
                       {u"id"_s, id},
                       {u"error"_s, QJsonObject{{u"code"_s, code}, {u"message"_s, message}}}});
}

bool isAllowed(const QString &method)
{
    static const QSet<QString> refused{u"eth_sendTransaction"_s, u"eth_sign"_s, u"eth_signTransaction"_s,
                                       u"eth_signTypedData"_s, u"eth_sendUnsignedTransaction"_s};
    return (method.startsWith(u"eth_"_s) || method.startsWith(u"net_"_s) || method.startsWith(u"web3_"_s))
        && !refused.contains(method) && !method.startsWith(u"eth_signTypedData"_s);
}

} // namespace

base::Result<std::unique_ptr<PracticeGate>> PracticeGate::start(PracticeNode &node, int port, QString token,
                                                                Control control)
{
    std::unique_ptr<PracticeGate> gate(new PracticeGate(node, std::move(token), std::move(control)));
    if (const auto listening = gate->m_server->listen(u"127.0.0.1"_s, port); !listening)
        return fail(listening.error());
    return gate;
}

PracticeGate::PracticeGate(PracticeNode &node, QString token, Control control)
    : m_node(node),
      m_token(std::move(token)),
      m_control(std::move(control)),
      m_lastTransaction(steady_clock::now()),
      m_lastBlock(steady_clock::now())
{
    HttpLimits limits;
    limits.body = 4 << 20;
    limits.silence = milliseconds(60000);
    m_server = std::make_unique<HttpServer>(limits, [this](const HttpRequest &request) { return answer(request); });
}

PracticeGate::~PracticeGate()
{
    m_server->stop();
}

QUrl PracticeGate::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port()));
}

HttpResponse PracticeGate::answer(const HttpRequest &request)
{
    // A web page must not reach this: it can't leave out its origin, nor send JSON elsewhere without asking first.
    const Bytes host = request.header("Host");
    const bool here = host.startsWith("127.0.0.1:") || host.startsWith("localhost:");
    if (request.method != "POST" || !here || !request.header("Origin").isEmpty()
        || !request.header("Content-Type").startsWith("application/json"))
        return gateAnswer(403, {{u"error"_s, u"this server answers JSON-RPC requests of programs on this computer"_s}});
    Bytes body;
    const bool whole = request.readBody([&body](base::ByteView piece) {
        body.append(piece.data(), piece.size());
        return true;
    });
    if (!whole)
        return gateAnswer(400, {{u"error"_s, u"the request broke off"_s}});
    return request.path == "/control" ? control(body) : relay(body);
}

HttpResponse PracticeGate::relay(const Bytes &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    const QJsonArray requests = json.isArray() ? json.array() : QJsonArray{json.object()};
    bool sends = false;
    for (const QJsonValue &request : requests) {
        const QString method = request[u"method"].toString();
        if (!isAllowed(method))
            return rpcError(request[u"id"], -32601, u"the practice network does not offer "_s + method);
        sends = sends || method == QLatin1String(kSend);
    }
    // Asked in one breath with others, a sent transaction could be answered for before it is safe.
    if (sends && json.isArray())
        return rpcError({}, -32600, u"send transactions one by one"_s);

    base::Result<Bytes> reply;
    if (sends) {
        const std::unique_lock lock(m_mutex);
        reply = forward(body);
        if (reply)
            if (const auto settled = settle(*reply); !settled)
                reply = fail(settled.error());
    } else {
        const std::shared_lock lock(m_mutex);
        reply = forward(body);
    }
    if (!reply)
        return gateAnswer(503, {{u"error"_s, reply.error().what}});
    HttpResponse response;
    response.body = std::move(*reply);
    return response;
}

base::Result<Bytes> PracticeGate::forward(const Bytes &body)
{
    base::Unwatched unwatched;
    return m_node.transport().post(m_node.url(), body, unwatched);
}

Status PracticeGate::settle(const Bytes &answer)
{
    const QJsonValue hash = QJsonDocument::fromJson(answer).object().value(u"result"_s);
    if (!hash.isString())
        return {}; // refused: nothing happened
    base::Unwatched unwatched;
    for (int attempt = 0; attempt < kMinedAttempts; ++attempt) {
        const auto receipt = m_node.rpc().call(u"eth_getTransactionReceipt"_s, {hash}, unwatched);
        if (!receipt)
            return fail(receipt.error());
        if (receipt->isObject())
            break;
        QThread::msleep(3);
    }
    m_lastTransaction = m_lastBlock = steady_clock::now();
    return m_node.snapshot(unwatched);
}

HttpResponse PracticeGate::control(const Bytes &body)
{
    const auto request = base::parseObject(body, 64 << 10);
    const Bytes token = request ? request->value(u"token"_s).toString().toUtf8() : Bytes();
    if (m_token.isEmpty() || !base::Secret::from(m_token.toUtf8()).equals(token))
        return gateAnswer(403, {{u"error"_s, u"wrong token"_s}});
    const auto done = m_control(request->value(u"action"_s).toString(), *request);
    if (!done)
        return gateAnswer(400, {{u"error"_s, done.error().what}, {u"hint"_s, done.error().hint}});
    return gateAnswer(200, *done);
}

Status PracticeGate::tick(base::TaskContext &context)
{
    if (!m_node.isRunning()) {
        const std::unique_lock lock(m_mutex);
        return m_node.restart(context);
    }
    const auto now = steady_clock::now();
    std::chrono::duration<double> quiet{};
    std::chrono::duration<double> sinceBlock{};
    {
        const std::shared_lock lock(m_mutex);
        quiet = now - m_lastTransaction;
        sinceBlock = now - m_lastBlock;
    }
    const double due = std::clamp(quiet.count() / 20, 1.0, 300.0);
    if (sinceBlock.count() < due)
        return {};
    return alone([&context](PracticeNode &node) { return node.mine(context); }, context);
}

Status PracticeGate::alone(const std::function<Status(PracticeNode &)> &work, base::TaskContext &context)
{
    const std::unique_lock lock(m_mutex);
    m_lastBlock = steady_clock::now();
    if (const auto worked = work(m_node); !worked)
        return worked;
    return m_node.snapshot(context);
}

} // namespace datanet::sync
