#include "viewmodels/account_making.h"

#include "desktop/services.h"
#include "secrets/secret_field.h"
#include "secrets/secret_words.h"
#include "viewmodels/studio.h"

#include <memory>

namespace datanet::app {

using chain::AccountStore;

AccountMaking::AccountMaking(Studio &studio) : QObject(&studio), m_studio(studio), m_making(new Operation(this)) { }

void AccountMaking::make(const QString &name, SecretField *first, SecretField *again)
{
    if (first == nullptr || again == nullptr || m_making->isRunning() || hasWords())
        return;
    if (!first->equals(*again)) {
        again->clear();
        m_making->fail({base::ErrorKind::Invalid,
                        //: A new passphrase was typed differently the second time
                        tr("The two passphrases differ."), tr("Type the second one again. Nothing was made.")});
        return;
    }
    again->clear();
    Services &services = m_studio.services();
    // Work that is queued must be copyable, and so must what it gives; secrets are not.
    auto passphrase = std::make_shared<const base::Secret>(first->take());
    using Made = std::shared_ptr<AccountStore::Created>;
    auto task =
        services.run<Made>(services.computation(),
                           [home = services.home().path, name, passphrase](base::TaskContext &) -> base::Result<Made> {
                               auto created = AccountStore(home).create(name, *passphrase);
                               if (!created)
                                   return base::fail(created.error());
                               return std::make_shared<AccountStore::Created>(std::move(*created));
                           });
    m_making->start(task, [this](const Made &created) {
        m_account = created->account;
        m_words = std::move(created->words);
        Q_EMIT changed();
        Q_EMIT made();
        m_studio.refreshAccounts();
    });
}

void AccountMaking::showWords(SecretWords *item) const
{
    if (item != nullptr)
        item->show(m_words.clone());
}

void AccountMaking::wordsWritten()
{
    if (!hasWords())
        return;
    m_words = {};
    Services &services = m_studio.services();
    auto task = services.run<void>(services.computation(),
                                   [home = services.home().path, address = m_account.address](base::TaskContext &) {
                                       return AccountStore(home).markBackedUp(address);
                                   });
    m_making->start(task, [this] { m_studio.refreshAccounts(); });
    Q_EMIT changed();
}

} // namespace datanet::app
