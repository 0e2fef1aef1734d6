#pragma once

#include "cli/session.h"

#include <string>

namespace datanet::app::cli {

struct VoucherWords
{
    std::string file;
    bool dryRun = false;
    bool acceptReported = false; // claim although one server's word is all there is for a part
};

// `reward claim --voucher`: checks a claim that a server signed, point by point, and makes it unless a point does not
// hold.
[[nodiscard]] base::Result<Answer> claimWithVoucher(Session &session, const VoucherWords &words);

} // namespace datanet::app::cli
