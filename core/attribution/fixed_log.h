#pragma once

#include "base/fixed_log.h"

namespace datanet::attribution {

using base::Bits;
using base::kBitsShift;
using base::kOneBit;
using base::log2Fixed;

} // namespace datanet::attribution
