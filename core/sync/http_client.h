#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace datanet::sync {

// One exchange after the other with one server over HTTP/1.1, with bounds on what the server decides: the size of the
// answer, the silence between two bytes, the time in all. A server that can't be connected to may just be starting
// again: nothing was sent yet, so it is tried again for a while. Blocks its caller, who may cancel. One thread at a
// time.
class HttpClient
{
public:
    struct Answer
    {
        int status = 0;
        std::map<base::Bytes, base::Bytes> headers; // names in lower case
        base::Bytes body; // without a sink
    };
    // Takes the body piece by piece, on another thread than the caller's but never at the same time; called with the
    // status and the headers known. An error ends the exchange and is its result.
    using Sink = std::function<base::Status(const Answer &head, base::ByteView piece)>;

    struct Request
    {
        base::Bytes method;
        base::Bytes path;
        std::map<base::Bytes, base::Bytes> headers;
        base::Bytes body;
        qint64 maxAnswer = 64 << 10; // bytes of the answer's body
        Sink sink;
        std::function<void(qint64 bytes)> received; // on the caller's thread, now and then
        QString step; // told to the context, again after waiting for the server; may be empty
    };
    struct Patience
    {
        std::chrono::milliseconds connect{8000};
        std::chrono::milliseconds silence{20000}; // between two bytes
        std::chrono::milliseconds restart{10000}; // for a server that does not take connections; 0: don't wait
    };

    // Denied when the URL is neither https nor http to this computer itself.
    [[nodiscard]] static base::Result<HttpClient> open(const QUrl &url, const Patience &patience);
    ~HttpClient();
    HttpClient(HttpClient &&) noexcept;
    HttpClient &operator=(HttpClient &&) noexcept;

    // An answer of whatever status; redirects are not followed. Network, Cancelled, or the sink's error.
    [[nodiscard]] base::Result<Answer> exchange(const Request &request, base::TaskContext &context);

private:
    struct State;
    explicit HttpClient(std::unique_ptr<State> state);
    [[nodiscard]] base::Result<Answer> attempt(const Request &request, base::TaskContext &context);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::sync
