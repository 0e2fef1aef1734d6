#include "sync/practice_sender.h"

#include "chain/account_store.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

// Whoever sends has steps of its own; those of each transaction would only flicker.
class WithoutSteps final : public base::TaskContext
{
public:
    explicit WithoutSteps(const base::TaskContext &outer) : m_outer(outer) { }
    [[nodiscard]] bool cancelled() const override { return m_outer.cancelled(); }
    void progress(std::int64_t, std::int64_t) override { }

private:
    const base::TaskContext &m_outer;
};

} // namespace

base::Result<crypto::SecretKey> programKey(const PracticeFolders &folders, const QString &name)
{
    chain::AccountStore store(folders.program(name));
    auto account = store.find(name);
    if (!account && account.error().kind == ErrorKind::NotFound)
        account = store.createPractice(name);
    if (!account)
        return fail(account.error());
    return store.unlock(account->address, {});
}

PracticeSender::PracticeSender(const PracticeGate &gate, const chain::ContractSet &contracts, crypto::SecretKey key)
    : m_key(std::move(key)),
      m_sender(chain::NodeClient(chain::JsonRpcClient(
                   gate.url(), m_transport, [&contracts](base::ByteView data) { return contracts.revertWords(data); })),
               kPracticeChainId)
{
}

base::Result<chain::Receipt> PracticeSender::send(const base::Result<chain::Call> &call, const QString &what,
                                                  const base::TaskContext &outer)
{
    WithoutSteps context(outer);
    if (!call)
        return fail(call.error().within(what));
    const auto quote = m_sender.quote(m_key.address(), *call, std::nullopt, context);
    if (!quote)
        return fail(quote.error().within(what));
    const auto transaction = m_sender.sign(*quote, m_key);
    if (!transaction)
        return fail(transaction.error().within(what));
    const auto sent = m_sender.submit(transaction->raw, context);
    if (!sent)
        return fail(sent.error().within(what));
    auto receipt = m_sender.wait(*transaction, std::chrono::milliseconds(20000), context);
    if (!receipt)
        return fail(receipt.error().within(what));
    return receipt;
}

} // namespace datanet::sync
