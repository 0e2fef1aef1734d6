#pragma once

#include "base/error.h"

#include <QQuickAsyncImageProvider>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

namespace datanet::app {

// Small pictures of the files kept with records: image://media/ADDRESS (MediaAddress::toText()), of the size asked for
// at most. Read and decoded on two threads of its own, the last asked for first; what a view no longer waits for is not
// decoded. Keeps kMostKeptBytes of pictures.
//
// A picture that can't be shown comes as a null image, without a warning of the scene: foreign files are no fault of
// the program. problem() says why.
class MediaPictures final : public QQuickAsyncImageProvider
{
public:
    static constexpr int kMostSide = 2048; // pixels
    static constexpr qint64 kMostKeptBytes = 48 << 20;

    MediaPictures();
    ~MediaPictures() override;

    // On the scene's own threads.
    QQuickImageResponse *requestImageResponse(const QString &address, const QSize &requestedSize) override;

    // Why the picture of an address could not be shown the last time. Any thread.
    [[nodiscard]] std::optional<base::Error> problem(const QString &address) const;

    struct Kept; // what its threads share

private:
    std::shared_ptr<Kept> m_kept;
    QThreadPool m_pool;
    std::atomic<int> m_asked = 0;
};

} // namespace datanet::app
