#pragma once

#include "chain/bindings/project_contracts.h"
#include "crypto/secp256k1.h"
#include "sync/submission_state.h"
#include "sync/transactor.h"

#include <QUrl>

// The steps after Prepared, one after the other; for submission.cpp only.
namespace datanet::sync {

// Carries one submission on as far as it goes. Each step looks at the chain before it acts, and writes down what it is
// about to do, so it may be cut short anywhere and begun again.
class SubmissionRun
{
public:
    SubmissionRun(const Network &network, chain::ProjectContracts contracts, const crypto::SecretKey &key,
                  Outbox &outbox, SubmissionState state, base::TaskContext &context)
        : m_network(network),
          m_contracts(std::move(contracts)),
          m_key(key),
          m_outbox(outbox),
          m_state(std::move(state)),
          m_context(context)
    {
    }

    // On an error the reason is kept in the outbox, too.
    [[nodiscard]] base::Result<Submission> toTheEnd();

private:
    base::Status next();
    base::Status registerPriority();
    base::Status open();
    base::Status draw();
    base::Status seal();
    base::Status upload();
    base::Status deliver();

    base::Status requireSameChain();
    [[nodiscard]] base::Result<chain::ContributionStatus> status(light::Snapshot &snapshot);
    // Sends the call, or finds out what became of an earlier one for the same step.
    [[nodiscard]] base::Result<chain::Receipt> transact(const QString &step, const base::Result<chain::Call> &call);
    // The call that declares it: anew, or in the place of an earlier contribution.
    [[nodiscard]] base::Result<chain::Call> declaration(light::Snapshot &snapshot, const base::Uint256 &fee);
    base::Status writeProof(light::Snapshot &snapshot);

    // Has the datanet's inbox send it, where the account has no coins for that and the inbox offers to. False where
    // it was not sent.
    [[nodiscard]] base::Result<bool> relayOpening(light::Snapshot &snapshot, const chain::ParameterValues &values);
    [[nodiscard]] base::Result<bool> relayDelivery(light::Snapshot &snapshot, const chain::ContributionStatus &now);
    // Whether the account has coins for one more transaction with this fee.
    [[nodiscard]] base::Result<bool> canPay(light::Snapshot &snapshot, const base::Uint256 &fee);
    [[nodiscard]] base::Result<std::optional<QUrl>> relayer(light::Snapshot &snapshot, const QString &step,
                                                            const base::Uint256 &fee);
    base::Status waitUntilNot(chain::ContributionState state);
    base::Status reached(SubmissionStep step);
    base::Status save();
    template <class T>
    [[nodiscard]] base::Result<T> known(const base::Result<light::Proven<T>> &value, const QString &what);

    const Network &m_network;
    chain::ProjectContracts m_contracts;
    const crypto::SecretKey &m_key;
    Outbox &m_outbox;
    SubmissionState m_state;
    base::TaskContext &m_context;
};

template <class T>
base::Result<T> SubmissionRun::known(const base::Result<light::Proven<T>> &value, const QString &what)
{
    if (!value)
        return base::fail(value.error());
    if (const auto enough = requireLevel(*value, m_state.level, what); !enough)
        return base::fail(enough.error());
    return value->value();
}

// The chain holds something else than what this submission sent.
inline tl::unexpected<base::Error> notWhatWasSent(const QString &what)
{
    return base::fail(base::ErrorKind::Corrupt,
                      what + QStringLiteral(": the chain holds something else than was sent from here"),
                      QStringLiteral("this submission cannot go on; look at it with: datanet contribution list"));
}

} // namespace datanet::sync
