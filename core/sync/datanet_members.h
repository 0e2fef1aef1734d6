#pragma once

#include "crypto/age_keys.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/network.h"

#include <vector>

// Who may read a private datanet: the accounts that its owner named, and the keys its versions are sealed to.
namespace datanet::sync {

struct DatanetMember
{
    base::Address account;
    crypto::AgeRecipient recipient;

    bool operator==(const DatanetMember &) const = default;
};

// In the order of their addresses. X when the server's list does not add up to what the chain keeps.
[[nodiscard]] base::Result<light::Proven<std::vector<DatanetMember>>>
readMembers(const Network &network, light::Snapshot &snapshot, std::uint64_t datanet, base::TaskContext &context);

// As the owner; errors as in transactor.h. Naming who is a member with this key already sends nothing.
base::Status addMember(const Network &network, std::uint64_t datanet, const DatanetMember &member,
                       const crypto::SecretKey &key, base::TaskContext &context);
base::Status removeMember(const Network &network, std::uint64_t datanet, const base::Address &account,
                          const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync
