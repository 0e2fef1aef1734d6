#pragma once

#include "base/task.h"
#include "chain/bindings/types.h"
#include "light/proven.h"
#include "sync/network.h"

#include <optional>
#include <vector>

// What the chain says about datanets. Rules are a file beside the versions; they are shown only when they hash to what
// the chain holds.
namespace datanet::sync {

using chain::Intake;

inline constexpr std::uint8_t kPrivateKind = 128; // in Datanet::kind

struct DatanetTexts
{
    QString name;
    QString inbox; // URL that sealed bundles are uploaded to
    QString remote; // git remote of the versions and the rules
    bool operator==(const DatanetTexts &) const = default;
};

struct DatanetVersion
{
    std::uint32_t number = 0;
    std::uint64_t contribution = 0;
    std::uint32_t acceptedCount = 0;
    std::uint64_t totalAccepted = 0;
    std::uint64_t publishedAt = 0; // seconds since 1970
};

struct Datanet
{
    std::uint64_t id = 0;
    light::Proven<std::uint8_t> kind; // 1 table, 2 text, 3 image, 4 audio; plus 128 when private
    light::Proven<base::Address> owner;
    light::Proven<Intake> intake;
    light::Proven<std::uint32_t> versions;
    light::Proven<std::uint64_t> records; // accepted in all versions
    light::Proven<DatanetTexts> texts; // X when the texts do not hash to the proven hash
    light::Proven<base::Digest> termsHash; // of the newest terms
    light::Proven<std::uint64_t> reviewers; // members of its reviewer set now

    // Only its members can read what is published (datanet_members.h).
    [[nodiscard]] bool isPrivate() const { return kind.hasValue() && (kind.value() & kPrivateKind) != 0; }
};

// In order of their ids; at most `limit` after `afterId`. The number that exists is proven with them.
struct DatanetPage
{
    light::Proven<std::uint64_t> count;
    std::vector<Datanet> datanets;
};
[[nodiscard]] base::Result<DatanetPage> listDatanets(const Network &network, light::Snapshot &snapshot,
                                                     std::uint64_t afterId, int limit, base::TaskContext &context);
// NotFound where the chain proves that there is none.
[[nodiscard]] base::Result<Datanet> readDatanet(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                                base::TaskContext &context);
[[nodiscard]] base::Result<std::vector<light::Proven<DatanetVersion>>>
readVersions(const Network &network, light::Snapshot &snapshot, std::uint64_t id, std::uint32_t afterNumber, int limit,
             base::TaskContext &context);

} // namespace datanet::sync
