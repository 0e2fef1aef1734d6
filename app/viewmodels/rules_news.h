#pragma once

#include "sync/rules_since.h"

#include <QVariantMap>

// That the rules of a datanet changed since something was sent under them, for QML: { title, text, changes:
// changeRows()
// }; empty where they did not. Worker threads.
namespace datanet::app {

// Since a data set was sent to the datanet last; empty where it never was.
[[nodiscard]] base::Result<QVariantMap> rulesNewsForSending(const sync::Network &network, light::Snapshot &snapshot,
                                                            const QString &folder, std::uint64_t datanet,
                                                            base::TaskContext &context);
// Since a contribution was sent, whose rules had this hash.
[[nodiscard]] base::Result<QVariantMap> rulesNewsOfContribution(const sync::Network &network,
                                                                const sync::Datanet &datanet, const base::Digest &terms,
                                                                base::TaskContext &context);

} // namespace datanet::app
