#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "chain/trust_level.h"

#include <QMap>
#include <QUrl>

#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::chain {

struct Server
{
    QUrl url;
    bool own = false; // the user runs it: level N, and plain http is allowed
    bool operator==(const Server &) const = default;
};

struct DeployedContract
{
    base::Address address;
    std::optional<base::Digest> codeHash;
    std::optional<std::uint64_t> block; // in which it was deployed: where reading logs may start
    bool operator==(const DeployedContract &) const = default;
};

// Everything the application knows about one network. What is not known is absent; nothing is a placeholder.
struct NetworkProfile
{
    QString id; // file name and `--network`: a-z, 0-9 and "-", at most 40 characters
    QString title; // for people
    std::uint64_t chainId = 0;
    QString coin = QStringLiteral("OPEN"); // symbol of the native coin, 18 decimals
    bool practice = false; // its coin is worthless and drawn so
    std::vector<Server> servers;
    QMap<QString, DeployedContract> contracts; // by name: Parameters, Datanets, Contributions, Reviews, Stakes
    std::optional<base::Digest> genesisHash;
    std::optional<int> blockSeconds; // usual time between blocks
    TrustLevel reachable = TrustLevel::Reported; // the best level this network can be known at
    int agreeingServers = 2; // k of level 1

    bool operator==(const NetworkProfile &) const = default;

    [[nodiscard]] static bool isId(QStringView text);
    [[nodiscard]] bool hasOwnNode() const;
    // NotFound when this network has none that is known.
    [[nodiscard]] base::Result<DeployedContract> contract(const QString &name) const;

    // Invalid with the member's name when something is missing, malformed or contradictory.
    [[nodiscard]] static base::Result<NetworkProfile> fromJson(base::ByteView json);
    [[nodiscard]] base::Bytes toJson() const;
};

// Profiles that come with the application (read-only) and the user's own, which win over those of the same id.
// Files are small, so every call reads them; writes are atomic. Any thread.
class NetworkStore
{
public:
    // shipped: resources/networks; home: the application's data folder (its folder "networks" is made when needed).
    NetworkStore(QString shipped, QString home);

    [[nodiscard]] base::Result<std::vector<NetworkProfile>> list() const; // by id
    [[nodiscard]] base::Result<NetworkProfile> load(const QString &id) const;
    // Writes the user's copy.
    base::Status save(const NetworkProfile &profile) const;
    // Removes the user's copy; a shipped profile of the same id shows again.
    base::Status remove(const QString &id) const;

    // The network used unless another is named: "practice" until the user chose.
    [[nodiscard]] QString current() const;
    base::Status use(const QString &id) const;

private:
    QString m_shipped;
    QString m_folder;
};

} // namespace datanet::chain
