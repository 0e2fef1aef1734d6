#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace datanet::sync {

// What one request may cost the server. A client slower than `slowestRate` (after `grace`) or silent for `silence` is
// cut off, so that dripping bytes holds nothing for long; connections above the maximum are answered with 503.
struct HttpLimits
{
    qint64 body = 16 << 20; // bytes; larger requests get 413
    int connections = 64;
    std::chrono::milliseconds headers{10000}; // from the first byte of a request to the end of its headers
    std::chrono::milliseconds silence{15000};
    std::chrono::milliseconds grace{10000};
    qint64 slowestRate = 2048; // bytes a second
};

struct HttpRequest
{
    base::Bytes method; // "GET", "HEAD", "PUT", "PATCH", "POST"
    base::Bytes path; // without the query
    base::Bytes address; // of the other side: an internet address without port
    // The value of a header, empty when absent; names are case-insensitive.
    std::function<base::Bytes(const char *name)> header;
    // Hands the body piece by piece to sink until it returns false. True when the whole body was taken.
    std::function<bool(const std::function<bool(base::ByteView)> &sink)> readBody;
};

struct HttpResponse
{
    int status = 200;
    base::Bytes contentType = "application/json";
    base::Bytes body;
    // Sent instead of the body when not empty; a Range header is honoured.
    QString file;
    std::vector<std::pair<base::Bytes, base::Bytes>> headers;
};

// A small HTTP/1.1 server with bounds on everything a client decides. The handler is called on the server's own
// threads, several at a time.
class HttpServer
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    HttpServer(HttpLimits limits, Handler handler);
    ~HttpServer(); // stops

    // Starts to serve; port 0 takes any free one. Conflict when the port is taken.
    base::Status listen(const QString &host, int port);
    [[nodiscard]] int port() const;
    // Ends running requests within a second or so and waits for them.
    void stop();

private:
    class Guarded;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::sync
