#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"

#include <QUrl>

namespace datanet::chain {

// The network seam: one request, one answer, on the caller's worker thread. Thread-safe: many workers share one.
class Transport
{
public:
    virtual ~Transport() = default;
    // The answer's body, whatever the status (JSON-RPC servers send errors with 4xx too), when it is JSON-shaped.
    // Network: unreachable, late, redirected, too large, or no answer a JSON-RPC server gives. Denied: the URL is not
    // allowed. Cancelled.
    [[nodiscard]] virtual base::Result<base::Bytes> post(const QUrl &url, base::ByteView body,
                                                         base::TaskContext &context) = 0;
};

} // namespace datanet::chain
