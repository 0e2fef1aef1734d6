#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "crypto/secp256k1.h"
#include "curation/datanet_rules.h"
#include "sync/network.h"

#include <QString>

#include <cstdint>

// Founding a datanet: its rules go to its remote first, where nobody looks at them yet, then one transaction makes it,
// and in a private one a second makes its founder the first member.
namespace datanet::sync {

struct DatanetOrder
{
    QString name;
    QString inbox; // where submissions are taken: http or https
    QString remote; // git remote of its versions: absolute path, https or ssh; a path where nothing is yet is made
    std::uint8_t kind = 1; // 1 table, 2 text, 3 image, 4 audio
    bool isPrivate = false;
    curation::DatanetRules rules;

    // Invalid, with what to do: nothing is asked of anybody.
    [[nodiscard]] base::Status validate() const;
};

struct FoundedDatanet
{
    std::uint64_t id = 0;
    base::Digest terms; // hash of its rules
    base::Digest transaction;
};

// Errors as in terms.h and transactor.h. A Network error leaves open whether the datanet is there: look before trying
// again. Where it is there without its first member, the error says its number.
[[nodiscard]] base::Result<FoundedDatanet> foundDatanet(const Network &network, const DatanetOrder &order,
                                                        const crypto::SecretKey &key, base::TaskContext &context);

// The most that it costs in network fees, in wei. There is no other cost.
[[nodiscard]] base::Result<base::Uint256> costOfFounding(const Network &network, const DatanetOrder &order,
                                                         const base::Address &account, base::TaskContext &context);

} // namespace datanet::sync
