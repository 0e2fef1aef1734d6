#include "viewmodels/answer_purse.h"

#include "format/amount_text.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

namespace datanet::app {

using namespace Qt::StringLiterals;

AnswerPurse::AnswerPurse(Studio &studio, QObject *parent)
    : QObject(parent), m_studio(studio), m_reading(new Operation(this)), m_filling(new Operation(this))
{
    connect(m_filling, &Operation::changed, this, &AnswerPurse::changed);
    connect(m_filling, &Operation::finished, this, [this] { read(m_model); });
}

void AnswerPurse::read(std::uint64_t model)
{
    const auto account = m_studio.account().address;
    if (model != m_model || account != m_account) {
        m_model = model;
        m_account = account;
        m_wei.reset();
        m_left.clear();
        Q_EMIT changed();
    }
    if (model == 0 || account.isZero())
        return;
    using Left = light::Proven<base::Uint256>;
    Services &services = m_studio.services();
    auto task = services.run<Left>(
        services.answersLane(), [&services, model, account](base::TaskContext &context) -> base::Result<Left> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto budget = sync::readAnswerBudget(**network, *snapshot, model, account, context);
            if (!budget)
                return base::fail(budget.error());
            return budget->escrow.map([&budget](const chain::Escrow &escrow) {
                return escrow.balance.minus(budget->promised).value_or(base::Uint256());
            });
        });
    m_reading->start(task, [this](const Left &left) {
        m_wei = left.optional();
        m_left = provenMap(left, [](const base::Uint256 &wei) { return shortAmount(wei); });
        m_left[u"exact"_s] = m_wei ? exactAmount(*m_wei) : QString();
        Q_EMIT changed();
    });
}

void AnswerPurse::putAside(std::uint64_t model, const base::Uint256 &amount)
{
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Put coins aside"), [this, model, amount] { putAsideNow(model, amount); });
}

void AnswerPurse::putAsideNow(std::uint64_t model, const base::Uint256 &amount)
{
    Services &services = m_studio.services();
    auto task = services.run<void>(
        services.answersLane(),
        [&services, model, amount, account = m_studio.account().address](base::TaskContext &context) -> base::Status {
            const auto network = services.network();
            const auto key = services.keys().key(account);
            if (!network || !key)
                return base::fail(!network ? network.error() : key.error());
            const auto done = sync::depositForAnswers(**network, model, amount, *key, context);
            return done ? base::Status() : base::fail(done.error());
        });
    m_filling->start(task, [] {});
}

} // namespace datanet::app
