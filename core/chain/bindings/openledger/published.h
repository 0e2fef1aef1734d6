#pragma once

#include <QStringView>

#include <array>

namespace datanet::chain {

// OpenLedger's published contracts that are bound here, by their names in a network profile: interface and storage
// layout as in their sources. Their addresses are the user's to name (`datanet network contract`): none is published.
// GOPEN and the governor have the shape of the project's own.
inline constexpr std::array<QStringView, 3> kPublishedContracts{u"WOPEN", u"SigDispersal", u"Staking"};

} // namespace datanet::chain
