#pragma once

#include "chain/account_sender.h"
#include "chain/contract_artefact.h"
#include "chain/http_transport.h"
#include "crypto/secp256k1.h"
#include "sync/practice_folders.h"
#include "sync/practice_gate.h"

namespace datanet::sync {

// The key of one of the network's own programs, made when there is none yet. It opens without a question.
[[nodiscard]] base::Result<crypto::SecretKey> programKey(const PracticeFolders &folders, const QString &name);

// Sends ordinary transactions of one of the network's own accounts through the gate, one after the other. Any thread
// but those that answer the gate's requests.
class PracticeSender
{
public:
    PracticeSender(const PracticeGate &gate, const chain::ContractSet &contracts, crypto::SecretKey key);

    [[nodiscard]] base::Address address() const { return m_key.address(); }
    [[nodiscard]] const crypto::SecretKey &key() const { return m_key; }
    [[nodiscard]] const chain::NodeClient &node() const { return m_sender.node(); }

    // Waits until it is in a block. Errors begin with `what`; the steps of sending are not reported.
    base::Result<chain::Receipt> send(const base::Result<chain::Call> &call, const QString &what,
                                      const base::TaskContext &outer);

private:
    crypto::SecretKey m_key;
    chain::HttpTransport m_transport;
    chain::AccountSender m_sender;
};

} // namespace datanet::sync
