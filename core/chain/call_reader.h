#pragma once

#include "chain/bindings/bound_contract.h"
#include "chain/call.h"

namespace datanet::chain {

// What a call does, read from its bytes alone: what a person agrees to.
struct CallReading
{
    QString contract; // "Contributions"; empty for a payment to an account
    QString function;
    QString sentence; // English; amounts in whole coins, addresses whole and checksummed
    struct Field
    {
        QString name;
        QString value;
        bool operator==(const Field &) const = default;
    };
    std::vector<Field> fields; // every argument, nested ones as "opening.count"
};

// Denied for contracts other than the profile's and for functions nobody here knows: to be signed only if the user
// insists. Invalid when the bytes do not decode exactly. A call without data is a payment.
[[nodiscard]] base::Result<CallReading> readCall(const Call &call, const ContractSet &contracts,
                                                 const NetworkProfile &profile);

// What any call would do, whoever makes it: "Parameters.set(keys[0] = 16, values[0] = 5)", or that it can't be read.
[[nodiscard]] QString callWords(const Call &call, const ContractSet &contracts, const NetworkProfile &profile);

// "0.0004 OPEN": exact, without trailing zeros.
[[nodiscard]] QString coinText(const base::Uint256 &wei, const QString &coin);

} // namespace datanet::chain
