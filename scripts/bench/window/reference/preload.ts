import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('bare', () => ipcRenderer.invoke('bare'));
