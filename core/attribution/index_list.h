#pragma once

#include "attribution/text_shard.h"

#include <set>
#include <vector>

// index.json: which files make up the index of a folder. Internal to IndexFolder.
namespace datanet::attribution {

struct IndexList
{
    static constexpr std::int64_t kMaximumBytes = 64 << 20;

    struct Entry
    {
        base::Digest digest; // TextShard::contentDigest(), and the file's name
        std::vector<Source> sources;
    };
    std::vector<Entry> shards;
    std::set<Source> sources; // complete in these shards; one without records is in none

    // An empty list when there is none, or when it is damaged or of another version: then all is built again.
    [[nodiscard]] static IndexList read(const QString &folder);
    base::Status write(const QString &folder) const;
};

[[nodiscard]] QString shardPath(const QString &folder, const base::Digest &digest);

} // namespace datanet::attribution
