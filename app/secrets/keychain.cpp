#include "secrets/keychain.h"

#include <QThread>
#include <QUrl>

#include <libsecret/secret.h>

#include <memory>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using versioning::Login;
using versioning::Site;

namespace {

template <class T>
struct Unref
{
    void operator()(T *object) const { g_object_unref(object); }
};
template <class T>
using Ref = std::unique_ptr<T, Unref<T>>;
using Attributes = std::unique_ptr<GHashTable, decltype(&g_hash_table_unref)>;

// One call of the keychain at a time, in a main context of its own: the worker that waits here has no event loop, and
// must be able to give up while a person looks at a dialog.
class Call
{
public:
    explicit Call(base::TaskContext &task) : m_task(task) { g_main_context_push_thread_default(m_context); }
    ~Call()
    {
        g_main_context_pop_thread_default(m_context);
        g_main_context_unref(m_context);
    }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;

    [[nodiscard]] GCancellable *cancellable() const { return m_cancellable.get(); }
    static void ready(GObject *, GAsyncResult *result, gpointer self)
    {
        static_cast<Call *>(self)->m_result.reset(G_ASYNC_RESULT(g_object_ref(result)));
    }
    // What came of the call that was started with ready() and this.
    [[nodiscard]] GAsyncResult *wait()
    {
        while (!m_result) {
            if (m_task.cancelled())
                g_cancellable_cancel(m_cancellable.get());
            if (g_main_context_iteration(m_context, FALSE) == FALSE)
                QThread::msleep(5);
        }
        return m_result.get();
    }
    void next() { m_result.reset(); }

private:
    base::TaskContext &m_task;
    GMainContext *m_context = g_main_context_new();
    Ref<GCancellable> m_cancellable{g_cancellable_new()};
    Ref<GAsyncResult> m_result;
};

Attributes attributesOf(const Site &site, const QString &user)
{
    Attributes attributes(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free), g_hash_table_unref);
    const auto add = [&attributes](const char *name, const QString &value) {
        if (!value.isEmpty())
            g_hash_table_insert(attributes.get(), g_strdup(name), g_strdup(value.toUtf8().constData()));
    };
    const QUrl url(site.text);
    add("protocol", url.scheme());
    add("server", url.host());
    if (url.port() >= 0)
        add("port", QString::number(url.port()));
    add("user", user);
    return attributes;
}

tl::unexpected<base::Error> failWith(GError *error)
{
    const std::unique_ptr<GError, decltype(&g_error_free)> owned(error, g_error_free);
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) != FALSE)
        return base::cancelled();
    if (g_error_matches(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) != FALSE)
        return fail(ErrorKind::Denied, u"this computer's keychain is locked"_s, u"unlock it and try again"_s);
    return fail(ErrorKind::NotFound,
                u"no keychain answers on this computer: "_s
                    + QString::fromUtf8(error ? error->message : "it was closed"),
                u"start one (GNOME Keyring, KWallet or KeePassXC offer it), use an ssh address with a key in the agent,"
                " or let git remember: `git config --global credential.helper cache`"_s);
}

} // namespace

base::Result<std::optional<Login>> Keychain::find(const Site &site, base::TaskContext &task)
{
    Call call(task);
    const Attributes attributes = attributesOf(site, site.user);
    const auto flags = SecretSearchFlags(SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS);
    secret_password_searchv(SECRET_SCHEMA_COMPAT_NETWORK, attributes.get(), flags, call.cancellable(), &Call::ready,
                            &call);
    GError *error = nullptr;
    GList *found = secret_password_search_finish(call.wait(), &error);
    if (error != nullptr)
        return failWith(error);
    const std::unique_ptr<GList, void (*)(GList *)> owned(found,
                                                          [](GList *list) { g_list_free_full(list, g_object_unref); });
    SecretRetrievable *newest = nullptr;
    QString user;
    for (const GList *each = found; each != nullptr; each = each->next) {
        auto *item = SECRET_RETRIEVABLE(each->data);
        const Attributes has(secret_retrievable_get_attributes(item), g_hash_table_unref);
        const auto *name = static_cast<const char *>(g_hash_table_lookup(has.get(), "user"));
        // A search for a port-less server also finds the entries of its other ports.
        const bool isThere = g_hash_table_contains(has.get(), "port") == (QUrl(site.text).port() >= 0 ? TRUE : FALSE);
        if (name == nullptr || !isThere
            || (newest != nullptr && secret_retrievable_get_modified(item) <= secret_retrievable_get_modified(newest)))
            continue;
        newest = item;
        user = QString::fromUtf8(name);
    }
    if (newest == nullptr)
        return std::optional<Login>();
    call.next();
    secret_retrievable_retrieve_secret(newest, call.cancellable(), &Call::ready, &call);
    const std::unique_ptr<SecretValue, void (*)(SecretValue *)> value(
        secret_retrievable_retrieve_secret_finish(newest, call.wait(), &error),
        [](SecretValue *each) { secret_value_unref(each); });
    if (error != nullptr)
        return failWith(error);
    if (!value)
        return std::optional<Login>();
    gsize size = 0;
    const char *bytes = secret_value_get(value.get(), &size);
    return std::optional(Login{user, base::Secret::from(base::ByteView(bytes, qsizetype(size)))});
}

base::Status Keychain::keep(const Site &site, const Login &login, base::TaskContext &task)
{
    Call call(task);
    const Attributes attributes = attributesOf(site, login.user);
    const std::unique_ptr<SecretValue, void (*)(SecretValue *)> value(
        secret_value_new(login.password.view().data(), gssize(login.password.size()), "text/plain"),
        [](SecretValue *each) { secret_value_unref(each); });
    const base::Bytes label = u"Git: %1"_s.arg(site.text).toUtf8();
    secret_password_storev_binary(SECRET_SCHEMA_COMPAT_NETWORK, attributes.get(), SECRET_COLLECTION_DEFAULT,
                                  label.constData(), value.get(), call.cancellable(), &Call::ready, &call);
    GError *error = nullptr;
    if (secret_password_store_finish(call.wait(), &error) == FALSE)
        return failWith(error);
    return {};
}

base::Result<bool> Keychain::forget(const Site &site, base::TaskContext &task)
{
    Call call(task);
    const Attributes attributes = attributesOf(site, site.user);
    secret_password_clearv(SECRET_SCHEMA_COMPAT_NETWORK, attributes.get(), call.cancellable(), &Call::ready, &call);
    GError *error = nullptr;
    const bool wasThere = secret_password_clear_finish(call.wait(), &error) != FALSE;
    if (error != nullptr)
        return failWith(error);
    return wasThere;
}

} // namespace datanet::app
