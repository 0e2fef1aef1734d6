#pragma once

#include "desktop/services.h"
#include "sync/text_sources.h"

#include <map>
#include <memory>
#include <set>

namespace datanet::app {

// The published texts as they were last opened, so that the next question finds them ready. Used on the answers lane
// only, which runs one piece of work at a time.
class TracedTexts
{
public:
    using Held = std::shared_ptr<const sync::TraceableText>;

    // As of the snapshot. All datanets where none is named.
    [[nodiscard]] base::Result<Held> open(const sync::Network &network, light::Snapshot &snapshot,
                                          const std::set<std::uint64_t> &datanets, base::TaskContext &context);

private:
    // By chain, contract and datanets.
    struct Key
    {
        std::uint64_t chain = 0;
        base::Address contract;
        std::set<std::uint64_t> datanets;
        auto operator<=>(const Key &) const = default;
    };
    std::map<Key, Held> m_held;
};

} // namespace datanet::app
