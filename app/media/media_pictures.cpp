#include "media/media_pictures.h"

#include "media/media_address.h"
#include "media/picture_decoder.h"

#include <QCache>
#include <QImage>
#include <QMutex>
#include <QRunnable>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

struct MediaPictures::Kept
{
    QMutex mutex;
    QCache<QString, QImage> pictures{kMostKeptBytes}; // by digest and size; cost in bytes
    QCache<QString, base::Error> problems{1000};
    std::atomic<bool> stopping = false;
};

namespace {

// One picture on its way: lives on a thread of the pool, and is told when nobody waits any more.
class Decoding : public QObject, public QRunnable
{
    Q_OBJECT

public:
    Decoding(std::shared_ptr<MediaPictures::Kept> kept, QString address, QSize bound,
             std::shared_ptr<std::atomic<bool>> unwanted)
        : m_kept(std::move(kept)), m_address(std::move(address)), m_bound(bound), m_unwanted(std::move(unwanted))
    {
    }

    void run() override
    {
        QImage picture;
        if (!*m_unwanted && !m_kept->stopping)
            picture = decoded();
        Q_EMIT done(picture);
    }

Q_SIGNALS:
    void done(const QImage &picture);

private:
    QImage decoded()
    {
        const auto address = MediaAddress::fromText(m_address);
        if (!address)
            return {};
        const QString key =
            address->sha256.hex() + u'@' + QString::number(m_bound.width()) + u'x' + QString::number(m_bound.height());
        {
            const QMutexLocker lock(&m_kept->mutex);
            if (const QImage *known = m_kept->pictures.object(key))
                return *known;
        }
        const auto bytes = address->read();
        auto picture = bytes ? decodePicture(*bytes, m_bound) : base::Result<QImage>(base::fail(bytes.error()));
        const QMutexLocker lock(&m_kept->mutex);
        if (!picture) {
            m_kept->problems.insert(m_address, new base::Error(picture.error()));
            return {};
        }
        m_kept->problems.remove(m_address);
        m_kept->pictures.insert(key, new QImage(*picture), picture->sizeInBytes());
        return *picture;
    }

    std::shared_ptr<MediaPictures::Kept> m_kept;
    QString m_address;
    QSize m_bound;
    std::shared_ptr<std::atomic<bool>> m_unwanted;
};

class Response final : public QQuickImageResponse
{
public:
    explicit Response(std::shared_ptr<std::atomic<bool>> unwanted) : m_unwanted(std::move(unwanted)) { }

    void take(const QImage &picture)
    {
        m_picture = picture;
        Q_EMIT finished();
    }
    [[nodiscard]] QQuickTextureFactory *textureFactory() const override
    {
        return m_picture.isNull() ? nullptr : QQuickTextureFactory::textureFactoryForImage(m_picture);
    }
    void cancel() override { *m_unwanted = true; }

private:
    std::shared_ptr<std::atomic<bool>> m_unwanted;
    QImage m_picture;
};

} // namespace

MediaPictures::MediaPictures() : m_kept(std::make_shared<Kept>())
{
    m_pool.setMaxThreadCount(2);
}

MediaPictures::~MediaPictures()
{
    m_kept->stopping = true;
    m_pool.waitForDone();
}

QQuickImageResponse *MediaPictures::requestImageResponse(const QString &address, const QSize &requestedSize)
{
    const auto side = [](int asked) { return asked > 0 ? std::min(asked, kMostSide) : kMostSide; };
    auto unwanted = std::make_shared<std::atomic<bool>>(false);
    auto *response = new Response(unwanted);
    auto *decoding =
        new Decoding(m_kept, address, {side(requestedSize.width()), side(requestedSize.height())}, unwanted);
    // The response lives on the scene's thread, where it is deleted once it has finished.
    QObject::connect(decoding, &Decoding::done, response, &Response::take, Qt::QueuedConnection);
    m_pool.start(decoding, ++m_asked);
    return response;
}

std::optional<base::Error> MediaPictures::problem(const QString &address) const
{
    const QMutexLocker lock(&m_kept->mutex);
    const base::Error *error = m_kept->problems.object(address);
    return error != nullptr ? std::optional(*error) : std::nullopt;
}

} // namespace datanet::app

#include "media_pictures.moc"
