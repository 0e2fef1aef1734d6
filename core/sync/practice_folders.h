#pragma once

#include "sync/home.h"

#include <QString>
#include <QStringList>

namespace datanet::sync {

// Where the practice network keeps what, below <home>/practice. Paths only.
struct PracticeFolders
{
    Home home;

    [[nodiscard]] QString root() const { return home.practice(); }
    [[nodiscard]] QString node() const { return root() + QStringLiteral("/node"); }
    [[nodiscard]] QString inbox() const { return root() + QStringLiteral("/inbox"); }
    [[nodiscard]] QString remotes() const { return root() + QStringLiteral("/remotes"); }
    [[nodiscard]] QString remote(std::uint64_t datanet) const
    {
        return remotes() + QStringLiteral("/%1.git").arg(datanet);
    }
    [[nodiscard]] QString programs() const { return root() + QStringLiteral("/programs"); }
    // The data folder of one program, which has an account of its own in it.
    [[nodiscard]] QString program(const QString &name) const { return programs() + QStringLiteral("/") + name; }
    [[nodiscard]] QString seed() const { return root() + QStringLiteral("/seed"); }
    [[nodiscard]] QString logs() const { return root() + QStringLiteral("/logs"); }
    [[nodiscard]] QString lock() const { return root() + QStringLiteral("/supervisor.lock"); }
    [[nodiscard]] QString control() const { return root() + QStringLiteral("/control.json"); }
    [[nodiscard]] QString status() const { return root() + QStringLiteral("/status.json"); }
    [[nodiscard]] QString setup() const { return root() + QStringLiteral("/setup.json"); }
    [[nodiscard]] QString profile() const { return root() + QStringLiteral("/network.json"); }
};

// The accounts of a practice network: who deploys, owns the datanet and publishes; who seeds it; who reviews; who has
// the coins.
inline const QString kCurator = QStringLiteral("curator");
inline const QString kSeeder = QStringLiteral("seeder");
inline const QString kBank = QStringLiteral("bank");
[[nodiscard]] inline QStringList practiceReviewers()
{
    return {QStringLiteral("reviewer-1"), QStringLiteral("reviewer-2"), QStringLiteral("reviewer-3")};
}

// Who judges what was appealed: of no datanet, and on no first panel.
[[nodiscard]] inline QStringList practiceJurors()
{
    return {QStringLiteral("juror-1"), QStringLiteral("juror-2"), QStringLiteral("juror-3")};
}

} // namespace datanet::sync
