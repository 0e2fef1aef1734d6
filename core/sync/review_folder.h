#pragma once

#include "base/result.h"
#include "sync/network.h"

#include <QFileInfo>
#include <QString>

namespace datanet::sync {

// What a reviewer has of one contribution, below HOME/reviews. Paths only.
struct ReviewFolder
{
    QString path;

    [[nodiscard]] static base::Result<ReviewFolder> of(const Network &network, std::uint64_t id)
    {
        const auto contributions = network.address(QStringLiteral("Contributions"));
        if (!contributions)
            return base::fail(contributions.error());
        return ReviewFolder{network.home().review(network.profile().chainId, *contributions, id)};
    }

    [[nodiscard]] QString sealedBundle() const { return path + QStringLiteral("/sealed.age"); }
    [[nodiscard]] QString bundle() const { return path + QStringLiteral("/submission.bundle"); }
    [[nodiscard]] QString data() const { return path + QStringLiteral("/data"); } // unpacked and checked once
    [[nodiscard]] QString unpacking() const { return path + QStringLiteral("/data.new"); }
    [[nodiscard]] QString publishing() const { return path + QStringLiteral("/publishing"); }
    [[nodiscard]] QString summary() const { return path + QStringLiteral("/summary.json"); } // for the queue
    [[nodiscard]] QString keptChecks() const { return path + QStringLiteral("/checks.kept"); }
    [[nodiscard]] QString lock() const { return path + QStringLiteral(".lock"); }

    [[nodiscard]] bool isOpened() const { return QFileInfo(data()).isDir(); }
};

} // namespace datanet::sync
