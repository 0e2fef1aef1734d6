#pragma once

#include <QString>

#include <cstdint>

namespace datanet::curation {

// Where an accepted record came from.
struct AcceptedOrigin
{
    QString contributor; // account, 0x and 40 digits
    std::uint64_t contribution = 0; // id, which is the priority sequence
    std::uint64_t position = 0; // of the record within it
    bool operator==(const AcceptedOrigin &) const = default;
};

} // namespace datanet::curation
