#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "sync/home.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>

namespace datanet::app {

// Names for addresses, as this machine knows them: its own accounts, and on the practice network the programs that take
// part there. Read once per look; then any thread.
class KnownPeople
{
    Q_DECLARE_TR_FUNCTIONS(KnownPeople)

public:
    // practice: the network in use is the practice network of this home.
    [[nodiscard]] static base::Result<KnownPeople> read(const sync::Home &home, bool practice);

    // The name, else the two ends of the address.
    [[nodiscard]] QString name(const base::Address &address) const;
    // Known to be a program; false also for whom nothing is known of.
    [[nodiscard]] bool isProgram(const base::Address &address) const;

private:
    struct Person
    {
        QString name;
        bool program = false;
    };
    QHash<QByteArray, Person> m_people; // by the bytes of the address
};

} // namespace datanet::app
