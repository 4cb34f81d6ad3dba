// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace landline::ui {

/// What the desktop client remembers between two starts, each with its key and default in the table of settings.cpp.
class Settings {
public:
    /// Kept in an INI file at `path`.
    explicit Settings(const QString& path);

    /// The server last joined, as ServerAddress::toString() gives it; empty at first.
    QString lastServer() const;
    void setLastServer(const QString& address);
    /// The name last joined with; empty at first.
    QString lastName() const;
    void setLastName(const QString& name);
    QString lastRoom() const;
    void setLastRoom(const QString& room);
    /// "system", "light" or "dark".
    QString theme() const;
    void setTheme(const QString& theme);
    bool membersShown() const;
    void setMembersShown(bool shown);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray splitterState() const;
    void setSplitterState(const QByteArray& state);

private:
    mutable QSettings m_store;
};

} // namespace landline::ui
