#include "sync/practice_welcome.h"

#include "chain/account_store.h"
#include "sync/practice_coins.h"

#include <QDateTime>
#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

constexpr std::uint64_t kNewcomersCoins = 1000;
constexpr int kLongestPause = 30; // seconds between attempts
const QString kNewcomer = u"Practice"_s;

} // namespace

base::Result<base::Address> welcomeAll(PracticeGate &gate, const PracticeFolders &folders,
                                       const chain::ContractSet &contracts, PracticeSetup &setup,
                                       base::TaskContext &context)
{
    chain::AccountStore store(folders.home.path);
    auto accounts = store.list();
    if (!accounts)
        return fail(accounts.error());
    std::erase_if(*accounts, [](const chain::Account &account) { return !account.practice; });
    if (accounts->empty()) {
        const auto made = store.createPractice(kNewcomer);
        if (!made)
            return fail(made.error());
        accounts->push_back(*made);
    }
    std::vector<base::Address> poor;
    for (const chain::Account &account : *accounts) {
        if (!setup.funded.contains(account.address.hex()))
            poor.push_back(account.address);
    }
    if (poor.empty())
        return accounts->front().address;
    if (const auto given = givePracticeCoins(gate, folders, contracts, poor, kNewcomersCoins, context); !given)
        return fail(given.error());
    for (const base::Address &address : poor)
        setup.funded << address.hex();
    if (const auto saved = setup.save(folders.setup()); !saved)
        return fail(saved.error());
    return accounts->front().address;
}

void welcomeLatecomers(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                       PracticeSetup &setup, base::TaskContext &context)
{
    const QString list = folders.home.path + u"/keys/accounts.json"_s;
    QDateTime seen;
    int failures = 0;
    while (!context.cancelled()) {
        QThread::msleep(500);
        const QDateTime changed = QFileInfo(list).lastModified();
        if (changed == seen)
            continue;
        const auto welcomed = welcomeAll(gate, folders, contracts, setup, context);
        if (welcomed) {
            seen = changed;
            failures = 0;
            continue;
        }
        if (context.cancelled())
            return;
        std::fprintf(stderr, "new accounts: %s\n", qPrintable(welcomed.error().what));
        for (int tenth = 10 * std::min(++failures, kLongestPause); tenth > 0 && !context.cancelled(); --tenth)
            QThread::msleep(100);
    }
}

} // namespace datanet::sync
