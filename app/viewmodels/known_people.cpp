#include "viewmodels/known_people.h"

#include "chain/account_store.h"
#include "crypto/address.h"
#include "sync/practice_folders.h"
#include "sync/practice_market.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

base::Result<KnownPeople> KnownPeople::read(const sync::Home &home, bool practice)
{
    const auto accounts = chain::AccountStore(home.path).list();
    if (!accounts)
        return base::fail(accounts.error());
    KnownPeople people;
    if (practice) {
        const sync::PracticeFolders folders{home};
        const auto add = [&](const QString &program, const QString &name) {
            // A network that is just being founded has not made all of them yet.
            if (const auto account = chain::AccountStore(folders.program(program)).find({}))
                people.m_people.insert(account->address.toBytes(), {name, true});
        };
        int number = 0;
        for (const QString &program : sync::practiceReviewers())
            //: A program that reviews on the practice network
            add(program, tr("Reviewer %1").arg(++number));
        number = 0;
        for (const QString &program : sync::practiceJurors())
            //: A program that judges appeals on the practice network
            add(program, tr("Juror %1").arg(++number));
        //: The program that keeps the datanet of the practice network
        add(sync::kCurator, tr("Curator"));
        //: The program that filled the datanet of the practice network
        add(sync::kSeeder, tr("Seeder"));
        //: The program that runs the model of the practice network and pays out
        add(sync::kAttributor, tr("Attributor"));
        //: The program that asks and pays on the practice network
        add(sync::kCustomer, tr("Customer"));
    }
    for (const auto &account : *accounts)
        people.m_people.insert(account.address.toBytes(), {account.name, false});
    return people;
}

QString KnownPeople::name(const base::Address &address) const
{
    const auto found = m_people.constFind(address.toBytes());
    if (found != m_people.cend())
        return found->name;
    const QString text = crypto::checksummed(address);
    return text.left(6) + u'\u2026' + text.right(4);
}

bool KnownPeople::isProgram(const base::Address &address) const
{
    return m_people.value(address.toBytes()).program;
}

} // namespace datanet::app
