#include "viewmodels/traced_texts.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

base::Result<TracedTexts::Held> TracedTexts::open(const sync::Network &network, light::Snapshot &snapshot,
                                                  const std::set<std::uint64_t> &datanets, base::TaskContext &context)
{
    const auto contract = network.address(u"Datanets"_s);
    if (!contract)
        return base::fail(contract.error());
    Held &held = m_held[{network.profile().chainId, *contract, datanets}];
    auto opened = sync::openNewest(network, snapshot, datanets, held, context);
    if (opened)
        held = *opened;
    return opened;
}

} // namespace datanet::app
