#include "chain/network_profile.h"

#include "base/canonical_json.h"
#include "crypto/address.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::ByteView;
using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxProfile = 256 << 10;
constexpr int kMaxServers = 32;
constexpr int kMaxContracts = 64;
// Above this a JSON number is no exact integer.
constexpr double kMaxExact = 9007199254740991.0;

auto malformed(const QString &member)
{
    return fail(ErrorKind::Invalid, u"network profile: \"%1\" is missing or malformed"_s.arg(member));
}

std::optional<std::uint64_t> wholeNumber(const QJsonValue &value)
{
    const auto number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > kMaxExact || number != double(std::uint64_t(number)))
        return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

Result<Server> serverFrom(const QJsonObject &json)
{
    Server server{QUrl(json.value("url"_L1).toString(), QUrl::StrictMode), json.value("own"_L1).toBool()};
    const auto scheme = server.url.scheme();
    if (!server.url.isValid() || server.url.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1))
        return malformed(u"servers"_s);
    return server;
}

Result<DeployedContract> contractFrom(const QString &name, const QJsonObject &json)
{
    const auto address = crypto::parseAddress(json.value("address"_L1).toString(), crypto::AddressChecksum::IfPresent);
    if (!address)
        return malformed(u"contracts."_s % name % u".address"_s);
    DeployedContract contract{*address, {}, {}};
    if (json.contains("codeHash"_L1)) {
        contract.codeHash = Digest::fromHexText(json.value("codeHash"_L1).toString());
        if (!contract.codeHash)
            return malformed(u"contracts."_s % name % u".codeHash"_s);
    }
    if (json.contains("block"_L1)) {
        contract.block = wholeNumber(json.value("block"_L1));
        if (!contract.block)
            return malformed(u"contracts."_s % name % u".block"_s);
    }
    return contract;
}

} // namespace

bool NetworkProfile::hasOwnNode() const
{
    return std::ranges::any_of(servers, &Server::own);
}

Result<DeployedContract> NetworkProfile::contract(const QString &name) const
{
    const auto found = contracts.constFind(name);
    if (found == contracts.constEnd())
        return fail(ErrorKind::NotFound, u"the network \"%1\" has no %2 contract that is known here"_s.arg(id, name),
                    u"choose another network, or deploy the contracts with: datanet network deploy"_s);
    return *found;
}

bool NetworkProfile::isId(QStringView text)
{
    static const QRegularExpression pattern(u"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"_s);
    return pattern.match(text.toString()).hasMatch();
}

Result<NetworkProfile> NetworkProfile::fromJson(ByteView json)
{
    const auto object = base::parseObject(json, kMaxProfile);
    if (!object)
        return fail(object.error().within(u"network profile"_s));
    NetworkProfile profile;
    profile.id = object->value("id"_L1).toString();
    if (!isId(profile.id))
        return malformed(u"id"_s);
    profile.title = object->value("title"_L1).toString();
    if (profile.title.isEmpty() || profile.title.size() > 80)
        return malformed(u"title"_s);
    const auto chainId = wholeNumber(object->value("chainId"_L1));
    if (!chainId || *chainId == 0)
        return malformed(u"chainId"_s);
    profile.chainId = *chainId;
    profile.coin = object->value("coin"_L1).toString(profile.coin);
    if (profile.coin.isEmpty() || profile.coin.size() > 12)
        return malformed(u"coin"_s);
    profile.practice = object->value("practice"_L1).toBool();
    const auto servers = object->value("servers"_L1).toArray();
    if (servers.size() > kMaxServers)
        return malformed(u"servers"_s);
    for (const auto &value : servers) {
        auto server = serverFrom(value.toObject());
        if (!server)
            return fail(server.error());
        profile.servers.push_back(std::move(*server));
    }
    const auto contracts = object->value("contracts"_L1).toObject();
    if (contracts.size() > kMaxContracts)
        return malformed(u"contracts"_s);
    for (auto it = contracts.begin(); it != contracts.end(); ++it) {
        const auto contract = contractFrom(it.key(), it.value().toObject());
        if (!contract)
            return fail(contract.error());
        profile.contracts.insert(it.key(), *contract);
    }
    if (object->contains("genesisHash"_L1)) {
        profile.genesisHash = Digest::fromHexText(object->value("genesisHash"_L1).toString());
        if (!profile.genesisHash)
            return malformed(u"genesisHash"_s);
    }
    if (object->contains("blockSeconds"_L1)) {
        const auto seconds = wholeNumber(object->value("blockSeconds"_L1));
        if (!seconds || *seconds == 0 || *seconds > 3600)
            return malformed(u"blockSeconds"_s);
        profile.blockSeconds = static_cast<int>(*seconds);
    }
    const auto reachable = trustFromSign(object->value("reachable"_L1).toString());
    if (!reachable || *reachable < TrustLevel::Reported)
        return malformed(u"reachable"_s);
    profile.reachable = *reachable;
    if (object->contains("agreeingServers"_L1)) {
        const auto count = wholeNumber(object->value("agreeingServers"_L1));
        if (!count || *count < 2 || *count > kMaxServers)
            return malformed(u"agreeingServers"_s);
        profile.agreeingServers = static_cast<int>(*count);
    }
    return profile;
}

Bytes NetworkProfile::toJson() const
{
    QJsonArray serverList;
    for (const auto &server : servers) {
        QJsonObject json{{u"url"_s, server.url.toString(QUrl::FullyEncoded)}};
        if (server.own)
            json.insert("own"_L1, true);
        serverList.append(json);
    }
    QJsonObject contractList;
    for (auto it = contracts.begin(); it != contracts.end(); ++it) {
        QJsonObject json{{u"address"_s, crypto::checksummed(it->address)}};
        if (it->codeHash)
            json.insert("codeHash"_L1, it->codeHash->hex());
        if (it->block)
            json.insert("block"_L1, double(*it->block));
        contractList.insert(it.key(), json);
    }
    QJsonObject json{{u"id"_s, id},
                     {u"title"_s, title},
                     {u"chainId"_s, double(chainId)},
                     {u"coin"_s, coin},
                     {u"practice"_s, practice},
                     {u"servers"_s, serverList},
                     {u"contracts"_s, contractList},
                     {u"reachable"_s, trustSign(reachable)},
                     {u"agreeingServers"_s, agreeingServers}};
    if (genesisHash)
        json.insert("genesisHash"_L1, genesisHash->hex());
    if (blockSeconds)
        json.insert("blockSeconds"_L1, *blockSeconds);
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

} // namespace datanet::chain
