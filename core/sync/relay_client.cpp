#include "sync/relay_client.h"

#include "base/canonical_json.h"
#include "sync/http_client.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;

namespace {

constexpr qint64 kMostAnswer = 64 << 10;

// A relayer answers when the transaction is in a block.
constexpr std::chrono::seconds kUntilInBlock{180};

Bytes pathOn(const QUrl &inbox, const char *path)
{
    Bytes whole = inbox.path(QUrl::FullyEncoded).toUtf8();
    while (whole.endsWith('/'))
        whole.chop(1);
    return whole + path;
}

ErrorKind kindOf(int status)
{
    switch (status) {
    case 403:
        return ErrorKind::Denied;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    case 400:
        return ErrorKind::Invalid;
    default:
        return ErrorKind::Network;
    }
}

Result<base::Digest> relay(const QUrl &inbox, const char *path, const QJsonObject &request, base::TaskContext &context)
{
    HttpClient::Patience patience;
    patience.silence = kUntilInBlock;
    auto client = HttpClient::open(inbox, patience);
    if (!client)
        return fail(client.error());
    HttpClient::Request post;
    post.method = "POST";
    post.path = pathOn(inbox, path);
    post.headers["Content-Type"] = "application/json";
    post.body = base::canonicalJson(request);
    post.maxAnswer = kMostAnswer;
    const auto answer = client->exchange(post, context);
    if (!answer)
        return fail(answer.error());
    const auto said = base::parseObject(answer->body, kMostAnswer);
    if (answer->status != 200) {
        const QString words = said ? said->value("error"_L1).toString().left(400) : QString();
        return fail(kindOf(answer->status), words.isEmpty() ? u"the relayer refused"_s : words,
                    said ? said->value("hint"_L1).toString().left(400) : QString());
    }
    const auto transaction = said ? base::Digest::fromHexText(said->value("transaction"_L1).toString()) : std::nullopt;
    if (!transaction)
        return fail(ErrorKind::Network, u"the relayer's answer names no transaction"_s);
    return *transaction;
}

} // namespace

Result<std::optional<RelayOffer>> relayOffer(const QUrl &inbox, base::TaskContext &context)
{
    HttpClient::Patience patience;
    patience.restart = {};
    auto client = HttpClient::open(inbox, patience);
    if (!client)
        return fail(client.error());
    HttpClient::Request question;
    question.method = "GET";
    question.path = pathOn(inbox, "/");
    question.maxAnswer = kMostAnswer;
    const auto answer = client->exchange(question, context);
    if (!answer)
        return fail(answer.error());
    const auto said = base::parseObject(answer->body, kMostAnswer);
    if (!said || !said->contains("relay"_L1))
        return std::optional<RelayOffer>();
    const auto offer = said->value("relay"_L1).toObject();
    const auto gas = Uint256::fromDecimal(offer.value("gasLeft"_L1).toString());
    const auto fees = Uint256::fromDecimal(offer.value("feesLeft"_L1).toString());
    if (!gas || !fees)
        return fail(ErrorKind::Network, u"the relayer's offer is malformed"_s);
    return std::optional(RelayOffer{*gas, *fees});
}

Result<base::Digest> relayOpening(const QUrl &inbox, const RelayedOpening &request, base::TaskContext &context)
{
    return relay(inbox, "/relay/open", request.toJson(), context);
}

Result<base::Digest> relayDelivery(const QUrl &inbox, const RelayedDelivery &request, base::TaskContext &context)
{
    return relay(inbox, "/relay/deliver", request.toJson(), context);
}

} // namespace datanet::sync
