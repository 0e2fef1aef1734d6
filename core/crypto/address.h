#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>
#include <QStringView>

// Addresses as people read and type them. Pure functions, any thread.
namespace datanet::crypto {

// "0x" and 40 digits whose case carries the checksum of EIP-55: the only way in which an address is shown.
[[nodiscard]] QString checksummed(const base::Address &address);

enum class AddressChecksum {
    Required, // what people type or paste: the case of every letter must be right
    IfPresent, // what programs write: all letters lower or all upper case passes too
};

// Invalid unless the text is "0x" and 40 hexadecimal digits with a good checksum; nothing around it is tolerated.
[[nodiscard]] base::Result<base::Address> parseAddress(QStringView text,
                                                       AddressChecksum rule = AddressChecksum::Required);

// True for the ten accounts whose secret keys are published with the development nodes (anvil, hardhat): whatever
// reaches one of them on a real network is taken within seconds. To be refused on every network but the practice one.
[[nodiscard]] bool isPublishedTestKey(const base::Address &address);

} // namespace datanet::crypto
